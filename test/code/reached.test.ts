import { describe, expect, test } from 'vitest';
import { codeEntries } from '../../src/code/entries.ts';
import { type ReachedCode, reachedCode } from '../../src/code/reached.ts';
import type { RepoKind } from '../../src/model.ts';

/** Which code of a repository runs. */

async function codeOf(
  files: Readonly<Record<string, unknown>>,
  kind: RepoKind = 'model',
  name = 'tern-7b',
): Promise<ReachedCode> {
  const texts = new Map(
    Object.entries(files).map(([path, value]) => [path, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
  const paths = [...texts.keys()];
  const readText = async (path: string) => texts.get(path) ?? null;
  return reachedCode(await codeEntries({ kind, name }, paths, readText), paths, readText, kind === 'space');
}

const runs = (code: ReachedCode) => Object.fromEntries(code.runs);

describe('of a model', () => {
  test('auto_map names it, and it imports the rest', async () => {
    const code = await codeOf({
      'config.json': { auto_map: { AutoConfig: 'configuration_tern.TernConfig', AutoModel: 'modeling_tern.Tern' } },
      'tokenizer_config.json': { auto_map: { AutoTokenizer: ['tokenization_tern.Slow', null] } },
      'configuration_tern.py': '',
      'modeling_tern.py': 'from .configuration_tern import TernConfig\nfrom .layers import attention\n',
      'tokenization_tern.py': '',
      'layers/__init__.py': 'from . import norm\n',
      'layers/norm.py': 'from .. import modeling_tern\n',
      'training.py': 'import os\n',
    });
    expect(runs(code)).toEqual({
      'configuration_tern.py': 'auto_map of config.json',
      'modeling_tern.py': 'auto_map of config.json',
      'tokenization_tern.py': 'auto_map of tokenizer_config.json',
      'layers/__init__.py': 'imported by modeling_tern.py',
      'layers/norm.py': 'imported by layers/__init__.py',
    });
    expect(code.missing).toEqual([]);
  });

  test('it may come from another repository, and that is told apart', async () => {
    const code = await codeOf({
      'config.json': {
        auto_map: { AutoModel: 'heron-labs/tern-base--modeling_tern.Tern' },
        vision: { auto_map: { A: 'x--y.Z' } },
      },
      'modeling_tern.py': '',
    });
    expect(runs(code)).toEqual({});
    expect(code.elsewhere).toMatchObject([
      {
        from: { namespace: 'heron-labs', name: 'tern-base' },
        path: 'modeling_tern.py',
        why: 'auto_map of config.json',
      },
      { from: { namespace: null, name: 'x' }, path: 'y.py' },
    ]);
  });

  test('custom_pipelines, modules, an index of components and a generation of its own name it too', async () => {
    const code = await codeOf({
      'config.json': { custom_pipelines: { pair: { impl: 'pair.PairPipeline', pt: ['AutoModel'] } } },
      'modules.json': [
        { type: 'sentence_transformers.models.Pooling' },
        { type: 'custom_st.Transformer' },
        { type: 'transformers.Something' },
      ],
      'model_index.json': {
        _class_name: ['my_pipeline', 'Mine'],
        unet: ['my_unet', 'UNet'],
        vae: ['diffusers', 'VAE'],
      },
      'pair.py': '',
      'custom_st.py': '',
      'my_pipeline.py': '',
      'unet/my_unet.py': '',
      'custom_generate/generate.py': '',
    });
    expect([...code.runs.keys()].sort()).toEqual([
      'custom_generate/generate.py',
      'custom_st.py',
      'my_pipeline.py',
      'pair.py',
      'unet/my_unet.py',
    ]);
  });

  test('what is named and not there is said', async () => {
    const code = await codeOf({ 'config.json': { auto_map: { AutoModel: 'modeling.Model' } } });
    expect(code.missing).toMatchObject([{ path: 'modeling.py' }]);
  });

  test('configurations that make no sense name nothing', async () => {
    const code = await codeOf({
      'config.json': '{"auto_map": {"A": 1, "B": "nodot", "C": "a/b/c--d.E", "D": [], "__proto__": "x.Y"}}',
      'tokenizer_config.json': '[',
      'generation_config.json': { auto_map: 'x.Y' },
    });
    expect(code).toMatchObject({ elsewhere: [], missing: [{ path: 'x.py' }] });
  });
});

test('of a data set and of an evaluation module, it is the script of its name', async () => {
  expect(runs(await codeOf({ 'terns.py': '', 'other.py': '' }, 'dataset', 'terns'))).toEqual({
    'terns.py': 'the loading script of the data set',
  });
  expect(runs(await codeOf({ 'tern_score.py': '' }, 'space', 'tern_score'))).toEqual({
    'tern_score.py': 'the script of an evaluation module',
  });
});

test('of a Space, it is its program and what sets it up', async () => {
  const code = await codeOf(
    {
      'README.md': '---\ntitle: x\napp_file: "main.py" # here\n---\n',
      'main.py': 'import tools\nfrom gradio import Blocks\n',
      'tools.py': '',
      'requirements.txt': '',
      Dockerfile: '',
      'notes.py': '',
    },
    'space',
  );
  expect([...code.runs.keys()].sort()).toEqual(['Dockerfile', 'main.py', 'requirements.txt', 'tools.py']);
});

test('what a file calls of another is known, with the time', async () => {
  const code = await codeOf({
    'config.json': { auto_map: { AutoModel: 'modeling.Model' } },
    'modeling.py': 'from .tools import prepare, later\nprepare()\ndef f():\n    later()\n',
    'tools.py': '',
  });
  expect(code.called.get('prepare')).toBe('imported');
  expect(code.called.has('later')).toBe(false);
});
