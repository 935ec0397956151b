import { describe, expect, test } from 'vitest';
import { scanBytes } from '../build/scanned.ts';

/** Chat templates: what a library renders is judged as the tree that it is, wherever it stands. */

const CHAT = `{% for message in messages %}{% if message['role'] == 'system' %}{{ '<|system|>\\n' + message['content'].strip() + eos_token }}{% elif message.role == "user" and not loop.last %}{{ '<|user|>' ~ message.content | trim }}{% else %}{{ raise_exception("roles must alternate") }}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}{%- set ns = namespace(tools=[]) %}{{ strftime_now("%d %b %Y") }}{{ tools | tojson(indent=4) }}`;

async function signs(name: string, text: string): Promise<string[]> {
  const { evidence } = await scanBytes(Buffer.from(text), name);
  return evidence.map(({ kind, severity, subject }) => `${severity} ${kind} ${subject}`);
}

describe('a chat template', () => {
  test.each([
    ['tokenizer_config.json', JSON.stringify({ chat_template: CHAT })],
    ['chat_template.jinja', CHAT],
    ['config.yaml', `chat_template: |\n  ${CHAT}\n`],
    ['processor_config.json', JSON.stringify({ chat_template: [{ name: 'default', template: CHAT }] })],
  ])('in %s is clean', async (name, text) => {
    const scan = await scanBytes(Buffer.from(text), name);
    expect([scan.verdict, scan.evidence, scan.inconclusive]).toEqual(['clean', [], []]);
  });
});

describe('what leads out of the sandbox is told, however it is written', () => {
  test.each([
    ['an attribute', "{{ ''.__class__.__mro__ }}", ['__class__', '__mro__']],
    ['a key', "{{ cycler['__init__'] }}", ['__init__']],
    ['joined by +', "{{ x['__cl' + 'ass__'] }}", ['__class__']],
    ['joined by ~', "{{ x['__cl' ~ 'ass__'] }}", ['__class__']],
    ['joined from a list', "{{ x[['__gl','obals__']|join] }}", ['__globals__']],
    ['with something between', "{{ x[['','','class','','']|join('_')] }}", ['__class__']],
    ['reversed', "{{ x['__ssalc__'|reverse] }}", ['__class__']],
    ['in capitals', "{{ x['__CLASS__'|lower] }}", ['__class__']],
    ['in escapes', "{{ x['\\x5f\\x5fclass\\x5f\\x5f'] }}", ['__class__']],
    ['by the filter attr', "{{ x|attr('__globals__') }}", ['__globals__']],
    ['by the filter map', "{{ [x]|map(attribute='a.__dict__')|list }}", ['__dict__']],
    ['in a format string', "{{ '{0.__class__}'.format(x) }}", ['__class__']],
    ['without underscores', '{{ f.gi_frame.f_globals }}', ['gi_frame', 'f_globals']],
    ['inside a condition', '{% if x.__class__ %}a{% endif %}', ['__class__']],
    ['inside a macro', '{% macro m(a) %}{{ a.__init__ }}{% endmacro %}', ['__init__']],
  ])('%s', async (_, template, names) => {
    const text = JSON.stringify({ chat_template: template });
    const found = await signs('tokenizer_config.json', text);
    for (const name of names) expect(found).toContain(`critical template-escape ${name}`);
  });

  test.each([
    ['model_card.json', JSON.stringify({ note: "{{ ''.__class__ }}" })],
    ['anything.txt', JSON.stringify([{ a: { b: "{{ ''.__class__ }}" } }])],
    ['prompt.yml', 'prompt: "{{ \'\'.__class__ }}"\n'],
    ['a.j2', "{{ ''.__class__ }}"],
  ])('in %s', async (name, text) => {
    expect(await signs(name, text)).toContain('critical template-escape __class__');
  });
});

describe('calls', () => {
  test('that run code are told', async () => {
    const text = "{{ lipsum['os'].popen('id').read() }}";
    expect(await signs('a.jinja', text)).toContain('critical template-call popen');
  });

  test('of a name that is put together while it runs are not known', async () => {
    expect((await signs('a.jinja', '{{ x[y]() }}{{ x|attr(y) }}')).sort()).toEqual([
      'medium template-call a computed name',
      'medium template-call attr',
    ]);
  });

  test('of what no chat template needs are noted, and no more', async () => {
    expect(await signs('a.jinja', '{{ fetch_weather(city) }}')).toEqual(['info template-call fetch_weather']);
  });

  test('that count without end are told', async () => {
    expect(await signs('a.jinja', '{% for i in range(9999999999) %}{% endfor %}')).toEqual([
      'medium template-exhaustion range(9999999999)',
    ]);
  });
});

describe('what cannot be read', () => {
  test('is a gap where a library would render it, and its names are looked at', async () => {
    const scan = await scanBytes(
      Buffer.from(JSON.stringify({ chat_template: '{{ x.__class__ }}{% nonsense %}' })),
      'a.json',
    );
    expect(scan.verdict).toBe('dangerous');
    expect(scan.inconclusive).toHaveLength(1);
  });

  test('is nothing where it is text like any other', async () => {
    const scan = await scanBytes(Buffer.from(JSON.stringify({ latex: '\\frac{{a}}{{b}} {% raw' })), 'a.json');
    expect([scan.verdict, scan.evidence]).toEqual(['clean', []]);
  });

  test.each([
    ['templates', JSON.stringify({ chat_template: `${'{{ ('.repeat(50_000)}x${') }}'.repeat(50_000)}` })],
    ['values', `${'['.repeat(200_000)}"{{ x }}"${']'.repeat(200_000)}`],
    ['additions', JSON.stringify({ chat_template: `{{ x[${"'a' + ".repeat(20_000)}'b'] }}` })],
  ])('nested %s come to an end', async (_, text) => {
    const scan = await scanBytes(Buffer.from(text), 'a.json');
    expect(['clean', 'inconclusive', 'suspicious']).toContain(scan.verdict);
  });

  test('evidence counts from where the value stands', async () => {
    const before = '{"größe": 1, "chat_template": ';
    const { evidence } = await scanBytes(Buffer.from(`${before}"{{ x.__class__ }}"}`), 'a.json');
    expect(evidence[0]?.offset).toBe(Buffer.byteLength(before));
  });
});
