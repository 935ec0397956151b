import { expect, it } from 'vitest';
import { azure } from '../../src/report/azure.ts';
import { visible } from '../../src/report/escape.ts';
import { expectGolden } from './golden.ts';
import { finding, HOSTILE, hostile, MIXED, place, report } from './sample.ts';

/** As the agent reads a line: microsoft/azure-pipelines-agent, Command.cs and CommandStringConvertor.cs. */
function read(line: string) {
  const [, command, properties = '', message = ''] = /^##vso\[(\S+) ([^\]]*)\](.*)$/s.exec(line) ?? [];
  const pairs = properties.split(';').map((pair) => pair.split(/=(.*)/s).slice(0, 2).map(decoded));
  return { command, properties: Object.fromEntries(pairs) as Record<string, string>, message: decoded(message) };
}

function decoded(text: string): string {
  return text
    .replaceAll('%3B', ';')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%5D', ']')
    .replaceAll('%AZP25', '%');
}

it('is printed in the shape promised', () => {
  expectGolden('fixtures/report/azure/mixed.txt', azure(MIXED));
});

it('prints nothing where there is nothing to report', () => {
  expect(azure(report([]))).toBe('');
});

it('keeps a path what it is', () => {
  const path = 'a]b;c=100%3B.py';
  const [line = ''] = azure(report([finding({ places: [place(path, 7, 'call')] })])).split('\n');
  expect(read(line)).toMatchObject({
    command: 'task.logissue',
    properties: { type: 'warning', sourcepath: path, linenumber: '7', columnnumber: '9', code: 'unpinned-revision' },
  });
});

it.each(HOSTILE.map((text) => [text.slice(0, 20), text]))('prints no command but its own for %j', (_, text = '') => {
  const lines = azure(hostile(text)).trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line.match(/##\[|##vso\[/gi)).toHaveLength(1);
    expect(read(line).message).toContain(visible(text).slice(0, 900));
  }
});
