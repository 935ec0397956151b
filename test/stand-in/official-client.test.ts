import {
  checkRepoAccess,
  datasetInfo,
  downloadFile,
  fileDownloadInfo,
  HubApiError,
  listCommits,
  listFiles,
  modelInfo,
  pathsInfo,
  repoExists,
  spaceInfo,
  whoAmI,
} from '@huggingface/hub';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScenario } from './scenario.ts';
import { type StandIn, startStandIn } from './stand-in.ts';

/** The Hub's own JavaScript client takes the stand-in for a hub. */

let standIn: StandIn;

beforeAll(async () => {
  standIn = await startStandIn(readScenario('fixtures/hub/demo-scenario.json'));
});

afterAll(() => standIn.stop());

test('it describes models, data sets and spaces, through redirects too', async () => {
  const { url: hubUrl } = standIn;
  const { oid } = standIn.world.repository('model', 'openai-community/gpt2');
  expect(await modelInfo({ name: 'gpt2', hubUrl, additionalFields: ['sha'] })).toMatchObject({
    id: oid,
    name: 'openai-community/gpt2',
    sha: '607a30d783dfa663caf39e06633721c8d4cfcd7e',
  });
  expect(await datasetInfo({ name: 'bright-lab/questions', hubUrl })).toMatchObject({ name: 'bright-lab/questions' });
  expect(await spaceInfo({ name: 'bright-lab/demo', hubUrl })).toMatchObject({ sdk: 'gradio' });
});

test('it knows what is missing, private or gated', async () => {
  const { url: hubUrl } = standIn;
  expect(await repoExists({ repo: 'bright-lab/tiny-chat', hubUrl })).toBe(true);
  expect(await repoExists({ repo: 'lost-lab/sentiment', hubUrl })).toBe(false);
  await expect(modelInfo({ name: 'bright-lab/internal', hubUrl })).rejects.toThrow(HubApiError);
  await checkRepoAccess({ repo: 'bright-lab/internal', hubUrl, accessToken: 'hf_demo_ada' });
  expect(await whoAmI({ hubUrl, accessToken: 'hf_demo_ada' })).toMatchObject({ name: 'ada' });
});

test('it lists files page by page, paths and history', async () => {
  const { url: hubUrl } = standIn;
  const repo = 'bright-lab/tiny-chat';
  const files: string[] = [];
  for await (const { path } of listFiles({ repo, hubUrl, recursive: true })) files.push(path);
  expect(files).toEqual(['README.md', 'config.json', 'pytorch_model.bin']);
  expect(await pathsInfo({ repo, hubUrl, paths: ['config.json', 'nothing'] })).toHaveLength(1);
  const titles: string[] = [];
  for await (const { title } of listCommits({ repo, hubUrl, batchSize: 1 })) titles.push(title);
  expect(titles).toEqual(['Add weights', 'initial commit']);
});

test('it reads files, and parts of large ones, and takes no token to the CDN', async () => {
  const { url: hubUrl } = standIn;
  const small = await downloadFile({ repo: 'gpt2', path: 'config.json', hubUrl, accessToken: 'hf_demo_ada' });
  expect(await small?.text()).toBe('{"model_type": "gpt2"}\n');
  const info = await fileDownloadInfo({ repo: 'gpt2', path: 'model.safetensors', hubUrl });
  expect(info?.size).toBe(548_105_171);
  const large = await downloadFile({
    repo: 'gpt2',
    path: 'model.safetensors',
    hubUrl,
    accessToken: 'hf_demo_ada',
    xet: false,
  });
  expect(await large?.slice(500_000_000, 500_000_008).arrayBuffer()).toEqual(new ArrayBuffer(8));
  const cdn = standIn.log.filter(({ server }) => server === 'cdn');
  expect(cdn.length).toBeGreaterThan(0);
  expect(cdn.filter(({ token }) => token)).toEqual([]);
  expect(await downloadFile({ repo: 'gpt2', path: 'nothing', hubUrl })).toBeNull();
});
