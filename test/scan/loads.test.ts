import { describe, expect, test } from 'vitest';
import { type LoadRequest, loadedFiles } from '../../src/scan/loads.ts';

/** Which files a loader takes: `+` marks those, in a repository as it lies there. */

async function loaded(
  files: readonly string[],
  request: LoadRequest = {},
  texts: Record<string, string> = {},
): Promise<string[]> {
  return [...(await loadedFiles(files, request, async (path) => texts[path] ?? null)).keys()].sort();
}

const BERT = [
  'config.json',
  'model.safetensors',
  'pytorch_model.bin',
  'tf_model.h5',
  'flax_model.msgpack',
  'README.md',
  'optimizer.pt',
];

describe('weights', () => {
  test('safetensors are preferred, and nothing beside them is taken', async () => {
    expect(await loaded(BERT)).toEqual(['config.json', 'model.safetensors']);
  });

  test('pickles are taken where there are no safetensors, or where they are refused', async () => {
    expect(await loaded(BERT.filter((file) => file !== 'model.safetensors'))).toEqual([
      'config.json',
      'pytorch_model.bin',
    ]);
    expect(await loaded(BERT, { safetensors: false })).toEqual(['config.json', 'pytorch_model.bin']);
  });

  test('pickles are not taken where safetensors are demanded', async () => {
    expect(await loaded(['config.json', 'pytorch_model.bin'], { safetensors: true })).toEqual(['config.json']);
  });

  test('a variant is another file', async () => {
    const files = [...BERT, 'model.fp16.safetensors', 'pytorch_model.fp16.bin'];
    expect(await loaded(files, { variant: 'fp16' })).toEqual(['config.json', 'model.fp16.safetensors']);
    expect(await loaded(files, { variant: 'fp16', safetensors: false })).toEqual([
      'config.json',
      'pytorch_model.fp16.bin',
    ]);
  });

  test('an index names its shards, and only what is there is taken', async () => {
    const files = ['pytorch_model.bin.index.json', 'pytorch_model-1.bin', 'pytorch_model-2.bin', 'other.bin'];
    const index = JSON.stringify({
      weight_map: { a: 'pytorch_model-1.bin', b: 'pytorch_model-2.bin', c: '../x', d: 7 },
    });
    expect(await loaded(files, {}, { 'pytorch_model.bin.index.json': index })).toEqual([
      'pytorch_model-1.bin',
      'pytorch_model-2.bin',
      'pytorch_model.bin.index.json',
    ]);
    const variant = ['model.safetensors.index.fp16.json', 'model.fp16-1.safetensors'];
    const text = JSON.stringify({ weight_map: { a: 'model.fp16-1.safetensors' } });
    expect(await loaded(variant, { variant: 'fp16' }, { 'model.safetensors.index.fp16.json': text })).toEqual([
      'model.fp16-1.safetensors',
      'model.safetensors.index.fp16.json',
    ]);
  });

  test('an index that is no JSON, or says nothing, names no shards', async () => {
    const files = ['model.safetensors.index.json', 'a.safetensors'];
    for (const text of ['{', '[]', '{"weight_map": 5}', '{"weight_map": null}']) {
      expect(await loaded(files, {}, { 'model.safetensors.index.json': text })).toEqual([
        'model.safetensors.index.json',
      ]);
    }
  });

  test('adapters and weights of llama.cpp', async () => {
    expect(await loaded(['adapter_config.json', 'adapter_model.bin', 'adapter_model.safetensors'])).toEqual([
      'adapter_config.json',
      'adapter_model.safetensors',
    ]);
    expect(await loaded(['model-Q4.gguf', 'model-Q8.gguf', 'README.md'])).toEqual(['model-Q4.gguf', 'model-Q8.gguf']);
  });
});

describe('places', () => {
  test('a pipeline takes what its components take', async () => {
    const files = [
      'model_index.json',
      'unet/config.json',
      'unet/diffusion_pytorch_model.bin',
      'vae/diffusion_pytorch_model.bin',
      'vae/diffusion_pytorch_model.safetensors',
      'training/optimizer.bin',
    ];
    const index = JSON.stringify({ _class_name: 'X', unet: ['diffusers', 'UNet'], vae: ['diffusers', 'VAE'] });
    expect(await loaded(files, {}, { 'model_index.json': index })).toEqual([
      'model_index.json',
      'unet/config.json',
      'unet/diffusion_pytorch_model.bin',
      'vae/diffusion_pytorch_model.safetensors',
    ]);
  });

  test('a model of sentence-transformers takes its modules', async () => {
    const files = [
      'modules.json',
      'model.safetensors',
      '2_Dense/pytorch_model.bin',
      '2_Dense/config.json',
      'x/pytorch_model.bin',
    ];
    const modules = JSON.stringify([{ path: '' }, { path: '2_Dense' }]);
    expect(await loaded(files, {}, { 'modules.json': modules })).toEqual([
      '2_Dense/config.json',
      '2_Dense/pytorch_model.bin',
      'model.safetensors',
      'modules.json',
    ]);
  });

  test('a subfolder is looked at alone', async () => {
    expect(await loaded(['model.safetensors', 'sub/pytorch_model.bin'], { subfolder: 'sub' })).toEqual([
      'sub/pytorch_model.bin',
    ]);
  });

  test('a file that is asked for is the only one, by a glob too', async () => {
    expect(await loaded(BERT, { file: 'optimizer.pt' })).toEqual(['optimizer.pt']);
    expect(await loaded(['a.Q4_K.gguf', 'a.Q8.gguf', 'x'], { file: '*Q4_K.gguf' })).toEqual(['a.Q4_K.gguf']);
    expect(await loaded(['sub/a.pkl', 'a.pkl'], { file: 'a.pkl', subfolder: 'sub' })).toEqual(['sub/a.pkl']);
    expect(await loaded(['a+b.pkl', 'aab.pkl'], { file: 'a+b.pkl' })).toEqual(['a+b.pkl']);
  });
});
