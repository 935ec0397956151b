import { describe, expect, test } from 'vitest';
import {
  APPENDS,
  BUILD,
  bytes,
  call,
  DUP,
  ECHO,
  EMPTY_DICT,
  EMPTY_LIST,
  EMPTY_TUPLE,
  ext1,
  ext2,
  ext4,
  get,
  global,
  inst,
  int,
  MARK,
  MEMOIZE,
  NEWOBJ,
  NEWOBJ_EX,
  NONE,
  named,
  OBJ,
  PAYLOAD,
  POP,
  POP_MARK,
  pickle,
  proto,
  put,
  quoted,
  REDUCE,
  SETITEM,
  SETITEMS,
  STACK_GLOBAL,
  STOP,
  TUPLE,
  TUPLE1,
  TUPLE2,
  text,
  tuple,
} from './assemble.ts';
import { detailsOf, gapsOf, OS_SYSTEM, scanned, told } from './scanned.ts';

describe('every opcode that calls is a call', () => {
  const WAYS: readonly [name: string, stream: Uint8Array][] = [
    ['REDUCE', pickle(global('os', 'system'), tuple(text(ECHO)), REDUCE)],
    ['REDUCE with a tuple from the stack', bytes(global('os', 'system'), MARK, quoted(ECHO), TUPLE, REDUCE, STOP)],
    ['INST', bytes(MARK, quoted(ECHO), inst('os', 'system'), STOP)],
    ['OBJ', bytes(MARK, global('os', 'system'), quoted(ECHO), OBJ, STOP)],
    ['NEWOBJ', pickle(global('os', 'system'), tuple(text(ECHO)), NEWOBJ)],
    ['NEWOBJ_EX', pickle(global('os', 'system'), tuple(text(ECHO)), EMPTY_DICT, NEWOBJ_EX)],
    ['STACK_GLOBAL', pickle(named('os', 'system'), tuple(text(ECHO)), REDUCE)],
    [
      'a name from the memo',
      pickle(
        text('os'),
        MEMOIZE,
        POP,
        text('system'),
        put(7),
        POP,
        get(0),
        get(7),
        STACK_GLOBAL,
        tuple(text(ECHO)),
        REDUCE,
      ),
    ],
    ['a result that is dropped by POP', pickle(PAYLOAD, POP, NONE)],
    ['a result that is dropped by POP_MARK', pickle(MARK, PAYLOAD, POP_MARK, NONE)],
    ['an object of OBJ that is dropped', bytes(MARK, global('os', 'system'), quoted(ECHO), OBJ, POP, NONE, STOP)],
    ['a callable that is doubled', pickle(global('os', 'system'), DUP, tuple(text(ECHO)), REDUCE)],
  ];
  test.each(WAYS)('%s', async (_name, stream) => {
    const result = await scanned(stream);
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(detailsOf(result, 'os.system')).toEqual([`os.system('${ECHO}')`]);
    expect(result.gaps).toEqual([]);
  });
});

test('the evidence says which opcode calls, where, and what that does', async () => {
  const { evidence, format } = await scanned(proto(2), NONE, POP, PAYLOAD, STOP);
  expect(format).toBe('pickle (protocol 2)');
  expect(evidence).toEqual([
    {
      kind: 'dangerous-call',
      severity: 'critical',
      within: [],
      offset: 31,
      subject: 'os.system',
      message: 'REDUCE calls a name that runs programs or reaches the operating system.',
      details: ["os.system('echo namesake')"],
    },
  ]);
});

test('what is dangerous and only imported is told as an import', async () => {
  expect(told(await scanned(pickle(named('subprocess', 'Popen'))))).toEqual([
    'critical dangerous-import subprocess.Popen',
  ]);
});

test('what is unknown is medium when it is called, and info when it is only imported', async () => {
  const called = await scanned(pickle(call(named('nowhere', 'thing'), int(1))));
  expect(called.evidence.map(({ severity, kind }) => `${severity} ${kind}`)).toEqual(['medium unknown-call']);
  const imported = await scanned(pickle(named('nowhere', 'thing')));
  expect(imported.evidence.map(({ severity, kind }) => `${severity} ${kind}`)).toEqual(['info unknown-import']);
});

test('a thing that is seen a thousand times is told once, with its first offset', async () => {
  const one = bytes(call(named('nowhere', 'thing'), int(1)), POP);
  const { evidence } = await scanned(proto(4), ...Array.from({ length: 1000 }, () => one), NONE, STOP);
  expect(evidence).toHaveLength(1);
  expect(evidence[0]).toMatchObject({ offset: 22, details: ['nowhere.thing(1)', 'seen 1000 times'] });
});

describe('state that changes what an object is or does', () => {
  test('the state of a name changes it for the whole process', async () => {
    const state = bytes(EMPTY_DICT, text('size'), int(1), SETITEM);
    expect(told(await scanned(pickle(named('numpy', 'ndarray'), state, BUILD)))).toEqual([
      'critical changed-code numpy.ndarray',
    ]);
  });

  test('slot state on a name does, too', async () => {
    const slots = bytes(NONE, EMPTY_DICT, text('find_class'), int(1), SETITEM, TUPLE2);
    expect(told(await scanned(pickle(named('collections', 'OrderedDict'), slots, BUILD)))).toEqual([
      'critical changed-code collections.OrderedDict',
    ]);
  });

  test('items given to a name do, too', async () => {
    expect(told(await scanned(pickle(named('nowhere', 'registry'), MARK, text('a'), int(1), SETITEMS)))).toEqual([
      'critical changed-code nowhere.registry',
    ]);
    expect(told(await scanned(pickle(named('nowhere', 'hooks'), MARK, int(1), APPENDS)))).toEqual([
      'critical changed-code nowhere.hooks',
    ]);
  });

  test('slot state that sets a dunder changes the class of an object', async () => {
    const made = bytes(named('collections', 'Counter'), EMPTY_TUPLE, REDUCE);
    const slots = bytes(NONE, EMPTY_DICT, text('__class__'), named('nowhere', 'Evil'), SETITEM, TUPLE2);
    expect(told(await scanned(pickle(made, slots, BUILD)))).toEqual(['critical dangerous-attribute __class__']);
  });

  test('a __setstate__ among the state is called by the next BUILD', async () => {
    const made = bytes(named('types', 'SimpleNamespace'), EMPTY_TUPLE, REDUCE);
    const first = bytes(EMPTY_DICT, text('__setstate__'), named('os', 'system'), SETITEM);
    const result = await scanned(pickle(made, first, BUILD, text(ECHO), BUILD));
    expect(told(result)).toEqual([OS_SYSTEM]);
    expect(detailsOf(result, 'os.system')).toEqual([`os.system('${ECHO}')`]);
  });

  test('an extend among the state is called by APPENDS', async () => {
    const made = bytes(named('types', 'SimpleNamespace'), EMPTY_TUPLE, REDUCE);
    const state = bytes(EMPTY_DICT, text('extend'), named('nowhere', 'thing'), SETITEM);
    expect(told(await scanned(pickle(made, state, BUILD, MARK, int(1), APPENDS)))).toEqual([
      'medium unknown-call nowhere.thing',
    ]);
  });

  test('the template of a SciPy distribution is code that runs when the state is set', async () => {
    const made = bytes(named('scipy.stats._continuous_distns', 'norm_gen'), EMPTY_TUPLE, NEWOBJ);
    const evil = `import os\nos.system('${ECHO}')`;
    const state = bytes(EMPTY_DICT, text('_parse_arg_template'), text(evil), SETITEM);
    const result = await scanned(pickle(made, state, BUILD));
    expect(told(result)).toEqual(['critical dangerous-state scipy.stats._continuous_distns.norm_gen']);
  });

  test('a default argument within that template is not its own', async () => {
    const made = bytes(named('scipy.stats._continuous_distns', 'norm_gen'), EMPTY_TUPLE, NEWOBJ);
    const template = [
      'def _parse_args(self, a=exit(), loc=0, scale=1):',
      '    return (), loc, scale',
      '',
      'def _parse_args_rvs(self,  loc=0, scale=1, size=None):',
      '    return self._argcheck_rvs( loc, scale, size=size)',
      '',
      "def _parse_args_stats(self,  loc=0, scale=1, moments='mv'):",
      '    return (), loc, scale, moments',
    ];
    const state = bytes(EMPTY_DICT, text('_parse_arg_template'), text(template.join('\n')), SETITEM);
    expect(told(await scanned(pickle(made, state, BUILD)))).toEqual([
      'critical dangerous-state scipy.stats._continuous_distns.norm_gen',
    ]);
  });
});

describe('the registry of extensions', () => {
  test.each([
    ['EXT1', ext1(7)],
    ['EXT2', ext2(700)],
    ['EXT4', ext4(70_000)],
  ])('%s of a number that nobody registered is not known', async (_name, piece) => {
    const result = await scanned(pickle(call(piece, text(ECHO))));
    expect(result.evidence.map(({ severity, kind }) => `${severity} ${kind}`)).toEqual([
      'medium extension',
      'medium unknown-call',
    ]);
  });

  test('a number that the stream itself registers is the name', async () => {
    const register = call(named('copyreg', 'add_extension'), text('os'), text('system'), int(7));
    const result = await scanned(pickle(register, POP, call(ext1(7), text(ECHO))));
    expect(told(result)).toEqual(['critical dangerous-call copyreg.add_extension', OS_SYSTEM]);
  });
});

describe('classes that pickles make and fill', () => {
  const ESTIMATOR = named('sklearn.svm._classes', 'SVC');
  test('are quiet when they are only made', async () => {
    expect((await scanned(pickle(ESTIMATOR, EMPTY_TUPLE, NEWOBJ))).evidence).toEqual([]);
    expect((await scanned(bytes(MARK, inst('sklearn.svm._classes', 'SVC'), STOP))).evidence).toEqual([]);
    const made = call(named('copyreg', '_reconstructor'), ESTIMATOR, named('builtins', 'object'), NONE);
    expect((await scanned(pickle(made))).evidence).toEqual([]);
  });

  test('are not when they are called', async () => {
    expect(told(await scanned(pickle(call(ESTIMATOR, int(1)))))).toEqual([
      'medium unknown-call sklearn.svm._classes.SVC',
    ]);
  });

  test('type tells a class, and is not quiet when it makes one', async () => {
    const type = named('builtins', 'type');
    expect((await scanned(pickle(call(type, NONE)))).evidence).toEqual([]);
    expect(told(await scanned(pickle(call(type, text('X'), EMPTY_TUPLE, EMPTY_DICT))))).toEqual([
      'medium unknown-call builtins.type',
    ]);
  });
});

test('names of Python 2 are judged as what they are called today, too', async () => {
  expect(told(await scanned(bytes(call(global('commands', 'getoutput'), quoted(ECHO)), STOP)))).toEqual([
    'critical dangerous-call commands.getoutput',
  ]);
  expect(told(await scanned(bytes(call(global('__builtin__', 'eval'), quoted('1')), STOP)))).toEqual([
    'critical dangerous-call __builtin__.eval',
  ]);
  expect((await scanned(bytes(call(global('__builtin__', 'set'), EMPTY_LIST), STOP))).evidence).toEqual([]);
});

test('a name that is only made when it is loaded is told, and what it does goes on being followed', async () => {
  const name = call(named('nowhere', 'make'), EMPTY_TUPLE);
  const result = await scanned(pickle(text('os'), name, STACK_GLOBAL, text(ECHO), TUPLE1, REDUCE, POP, PAYLOAD));
  expect(told(result)).toEqual([
    OS_SYSTEM,
    'medium unknown-call nowhere.make',
    'medium unknown-name STACK_GLOBAL',
    'medium unknown-call <an import of unknown name>',
  ]);
});

test('a list that holds itself is described to its end', async () => {
  const result = await scanned(pickle(named('nowhere', 'thing'), EMPTY_LIST, put(0), get(0), 'a', TUPLE1, REDUCE));
  expect(detailsOf(result, 'nowhere.thing')[0]).toMatch(/^nowhere\.thing\(\[+…\]+\)$/);
  expect(gapsOf(result)).toEqual([]);
});
