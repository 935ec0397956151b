import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EVIL } from './build/payload.ts';
import { ofKind, places, scanBytes } from './build/scanned.ts';
import { zip } from './build/zip.ts';

/** Formats of other libraries: those that name code tell which, and those that are data are said to be so. */

const FIXTURES = join(import.meta.dirname, '../../fixtures/scan/others');
const scanText = (name: string, text: string) => scanBytes(Buffer.from(text), name);

describe('as its library writes it', () => {
  test.each([
    ['catboost.cbm', 'CatBoost model'],
    ['lightgbm.txt', 'LightGBM model'],
    ['xgboost.ubj', 'XGBoost model (UBJSON)'],
    ['xgboost.json', 'text'],
    ['pipeline.skops', 'skops'],
  ])('%s is clean', async (name, format) => {
    const scan = await scanBytes(readFileSync(join(FIXTURES, name)), name);
    expect([scan.verdict, scan.format, scan.evidence, scan.inconclusive]).toEqual(['clean', format, [], []]);
  });
});

describe('skops', () => {
  const node = (module: string, name: string, more: object = {}) => ({
    __class__: name,
    __module__: module,
    __loader__: 'ObjectNode',
    ...more,
  });
  const skops = (schema: object) =>
    scanBytes(zip([{ name: 'schema.json', data: Buffer.from(JSON.stringify(schema)) }]), 'model.skops');

  test('that names a function which reads files is dangerous', async () => {
    const name = 'reads-a-file.skops';
    const scan = await scanBytes(readFileSync(join(FIXTURES, name)), name);
    expect(places(scan, 'dangerous-import')).toEqual(['schema.json > numpy.loadtxt']);
  });

  test.each([
    ['a class', node('os', 'system'), 'os.system'],
    [
      'within another',
      node('sklearn.svm', 'SVC', { content: { a: [node('subprocess', 'Popen')] } }),
      'subprocess.Popen',
    ],
    [
      'as a function',
      {
        __class__: 'function',
        __module__: 'builtins',
        __loader__: 'FunctionNode',
        content: { module_path: 'os', function: 'system' },
      },
      'os.system',
    ],
    [
      'that calls another (CVE-2025-54412)',
      node('operator', 'call', { __loader__: 'OperatorFuncNode' }),
      'operator.call',
    ],
  ])('that names something dangerous, %s, is dangerous', async (_, schema, subject) => {
    expect(places(await skops(schema), 'dangerous-import')).toContain(`schema.json > ${subject}`);
  });

  test('that takes an attribute for a method is dangerous (CVE-2025-54413)', async () => {
    const scan = await skops(
      node('builtins', 'method', { __loader__: 'MethodNode', content: { func: '__builtins__', obj: {} } }),
    );
    expect(scan.verdict).toBe('dangerous');
  });

  test('that names what is on no list, or an unknown loader, is suspicious', async () => {
    const scan = await skops(node('birds', 'Plover', { __loader__: 'WingNode' }));
    expect([scan.verdict, places(scan, 'unknown-import'), places(scan, 'unknown-loader')]).toEqual([
      'suspicious',
      ['schema.json > birds.Plover'],
      ['schema.json > WingNode'],
    ]);
  });

  test('nested without end is not read to the end', async () => {
    let schema: object = node('os', 'system');
    for (let depth = 0; depth < 700; depth++) schema = node('sklearn.svm', 'SVC', { content: schema });
    expect((await skops(schema)).inconclusive.map(({ why }) => why)).toEqual([expect.stringContaining('nested')]);
  });
});

describe('the configuration of NeMo or Hydra', () => {
  test.each([
    [
      'model_config.yaml',
      'encoder:\n  _target_: nemo.collections.asr.modules.ConformerEncoder\noptim:\n  _target_: torch.optim.AdamW\n',
    ],
    ['.hydra/hydra.yaml', 'launcher:\n  _target_: hydra._internal.core_plugins.basic_launcher.BasicLauncher\n'],
    ['config.json', '{"scheduler": {"_target_": "diffusers.DDIMScheduler"}}'],
    ['config.yaml', 'x:\n  # _target_: os.system\n  # or _target_: from where it is\n  a: 1\n'],
  ])('that names known libraries is clean: %s', async (name, text) => {
    expect(await scanText(name, text)).toMatchObject({ verdict: 'clean', evidence: [] });
  });

  test.each([
    ['model_config.yaml', 'x:\n  _target_: os.system\n  command: echo\n'],
    ['model_config.yaml', 'x: {"_target_": subprocess.run, args: [echo]}\n'],
    ['config.json', '{"a": [{"_target_": "builtins.exec"}]}'],
    ['config.json', '{"\\u005ftarget\\u005f": "os.sys\\u0074em"}'],
    ['config.yaml', 'x:\n  _target_: torch.load\n'],
    ['config.yaml', '# a comment\n_target_: os.system\n'],
    ['config.json', '{"a": "#", "_target_": "os.system"}'],
    ['config.yaml', 'x: !!python/object/apply:os.system ["echo"]\n'],
    ['config.yaml', 'x: !<tag:yaml.org,2002:python/object/new:subprocess.Popen> [["echo"]]\n'],
  ])('that calls something dangerous is dangerous (CVE-2025-23304): %s %s', async (name, text) => {
    expect(await scanText(name, text)).toMatchObject({ verdict: 'dangerous' });
  });

  test('that names what is not known says so', async () => {
    const scan = await scanText('config.yaml', 'x:\n  _target_: birds.Plover\n');
    expect(ofKind(scan, 'configured-call')).toMatchObject([{ severity: 'info', subject: 'birds.Plover' }]);
    const tag = await scanText('config.yaml', 'x: !!python/object:birds.Plover {}\n');
    expect(ofKind(tag, 'yaml-tag')).toMatchObject([{ severity: 'medium', subject: 'birds.Plover' }]);
  });
});

describe('XML', () => {
  const net = (layers: string) =>
    `<?xml version="1.0"?>\n<net name="m" version="11">\n<layers>${layers}</layers>\n</net>\n`;

  test('of OpenVINO with its own layers is clean', async () => {
    const layers = '<layer id="0" name="x" type="Parameter" version="opset1"><data shape="1"/></layer>';
    expect(await scanText('openvino_model.xml', net(layers))).toMatchObject({
      verdict: 'clean',
      format: 'OpenVINO model',
    });
  });

  test('of OpenVINO with a layer of an extension is suspicious', async () => {
    const scan = await scanText('m.xml', net('<layer id="0" name="x" type="Plover" version="birds"/>'));
    expect([scan.verdict, places(scan, 'custom-operator')]).toEqual(['suspicious', ['birds.Plover']]);
  });

  test('of PMML is data', async () => {
    const text = '<?xml version="1.0"?><PMML version="4.4" xmlns="http://www.dmg.org/PMML-4_4"><Header/></PMML>';
    expect(await scanText('m.pmml', text)).toMatchObject({ verdict: 'clean', format: 'PMML', evidence: [] });
  });

  test.each([
    ['a file', '<!DOCTYPE PMML [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 'file:///etc/passwd'],
    ['an address', '<!DOCTYPE PMML [<!ENTITY % x PUBLIC "p" "http://x.test/d.dtd"> %x;]>', 'http://x.test/d.dtd'],
  ])('that draws in %s is dangerous, in UTF-16 as well', async (_, doctype, subject) => {
    const text = `<?xml version="1.0"?>\n${doctype}\n<PMML>&x;</PMML>`;
    expect(places(await scanText('m.pmml', text), 'external-entity')).toEqual([subject]);
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    expect(places(await scanBytes(wide, 'm.pmml'), 'external-entity')).toEqual([subject]);
  });

  test('with entities without end is suspicious', async () => {
    const entities = Array.from({ length: 200 }, (_, n) => `<!ENTITY e${n} "&e${n - 1};&e${n - 1};">`).join('');
    expect((await scanText('m.xml', `<!DOCTYPE net [${entities}]><net name="m"/>`)).verdict).toBe('suspicious');
  });
});

describe('what is machine code is not judged, and said', () => {
  test.each([
    ["MZqFpD='\n", 'Llamafile or another portable executable'],
    ['ptrt', 'TensorRT engine'],
    ['RKNN', 'RKNN model'],
  ])('%s', async (mark, format) => {
    const bytes = Buffer.concat([Buffer.from(mark), Buffer.alloc(64)]);
    expect(await scanBytes(bytes)).toMatchObject({ verdict: 'inconclusive', format });
  });

  test('but the zip behind a Llamafile is read', async () => {
    const bytes = Buffer.concat([Buffer.from("MZqFpD='\n"), Buffer.alloc(64), zip([{ name: 'a', data: EVIL }])]);
    expect((await scanBytes(bytes, 'model.llamafile')).verdict).toBe('dangerous');
  });
});
