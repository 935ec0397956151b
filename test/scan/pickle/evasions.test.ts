/** The published evasions of other scanners that are made of opcodes and names, one by one. None of these is ever loaded. */

import { expect, test } from 'vitest';
import {
  BUILD,
  binary,
  bytes,
  call,
  ECHO,
  EMPTY_DICT,
  EMPTY_LIST,
  EMPTY_TUPLE,
  ext1,
  get,
  global,
  inst,
  int,
  MARK,
  NEWOBJ,
  NONE,
  named,
  OBJ,
  PAYLOAD,
  type Piece,
  POP,
  pickle,
  proto,
  put,
  quoted,
  REDUCE,
  SETITEMS,
  STACK_GLOBAL,
  STOP,
  TUPLE,
  text,
  tuple,
} from './assemble.ts';
import { gapsOf, OS_SYSTEM, scanned, told } from './scanned.ts';

const getattr = (of: Uint8Array, name: string) => call(named('builtins', 'getattr'), of, text(name));
const importModule = (name: string) => call(named('importlib', 'import_module'), text(name));

const nothing = bytes(NONE);
const empty = bytes(EMPTY_TUPLE);

interface Row {
  /** As it is published: an advisory, an issue, or the project that was evaded. */
  readonly id: string;
  readonly trick: string;
  readonly stream: Uint8Array;
  /** What must be told, among other things. */
  readonly tells: string;
}

const calls = (id: string, module: string, name: string, ...args: Piece[]): Row => ({
  id,
  trick: `${module}.${name}`,
  stream: pickle(call(named(module, name), ...(args.length === 0 ? [text(ECHO)] : args))),
  tells: `critical dangerous-call ${module}.${name}`,
});

const ROWS: readonly Row[] = [
  {
    id: 'picklescan issue 22',
    trick: 'the names are put into the memo, and decoys over them on the stack',
    stream: pickle(
      text('os'),
      put(0),
      POP,
      text('system'),
      put(1),
      POP,
      text('math'),
      text('sqrt'),
      POP,
      POP,
      get(0),
      get(1),
      STACK_GLOBAL,
      tuple(text(ECHO)),
      REDUCE,
    ),
    tells: OS_SYSTEM,
  },
  {
    id: 'picklescan issue 22',
    trick: 'operator.attrgetter',
    stream: pickle(
      call(call(named('operator', 'attrgetter'), text('system')), importModule('os')),
      tuple(text(ECHO)),
      REDUCE,
    ),
    tells: OS_SYSTEM,
  },
  calls('CVE-2025-1716', 'pip', 'main', bytes(EMPTY_LIST)),
  {
    id: 'GHSA-655q-fx9r-782v',
    trick: 'functools.partial',
    stream: pickle(call(call(named('functools', 'partial'), named('os', 'system')), text(ECHO))),
    tells: OS_SYSTEM,
  },
  calls('GHSA-655q-fx9r-782v', 'torch.serialization', 'load'),
  calls('GHSA-655q-fx9r-782v', 'torch._inductor.codecache', 'compile_file'),
  calls('GHSA-655q-fx9r-782v', 'pydoc', 'pipepager', text('x'), text(ECHO)),
  calls('GHSA-655q-fx9r-782v', 'venv', 'create'),
  {
    id: 'nullifAI',
    trick: 'the stream breaks behind its payload',
    stream: bytes(proto(4), PAYLOAD, 'X\xff\xff\xff\x7fnothing'),
    tells: OS_SYSTEM,
  },
  calls('picklescan PR 40', 'timeit', 'timeit'),
  calls('picklescan PR 40', 'ssl', 'get_server_certificate'),
  calls('picklescan PR 40', 'commands', 'getoutput'),
  calls('picklescan PR 40', 'numpy.testing._private.utils', 'runstring'),
  {
    id: 'GHSA-9gvj-pp9x-gcfr',
    trick: 'STRING operands for STACK_GLOBAL',
    stream: bytes(proto(4), quoted('os'), quoted('system'), STACK_GLOBAL, tuple(text(ECHO)), REDUCE, STOP),
    tells: OS_SYSTEM,
  },
  calls('GHSA-4r9r-ch6f-vxmx', 'torch.utils.bottleneck.__main__', 'run_cprofile'),
  calls('GHSA-86cj-95qr-2p4f', 'torch._dynamo.guards', 'GuardBuilder.get'),
  calls('GHSA-f4x7-rfwp-v3xw', 'torch.fx.experimental.symbolic_shapes', 'ShapeEnv.evaluate_guards_expression'),
  calls('GHSA-f745-w6jp-hpxx', 'torch.utils.collect_env', 'run'),
  {
    id: 'GHSA-jhph-76pp-mggw',
    trick: 'torch.utils.collect_env.run, which a partial keeps for later',
    stream: pickle(call(named('functools', 'partial'), named('torch.utils.collect_env', 'run'), text(ECHO))),
    tells: 'critical dangerous-import torch.utils.collect_env.run',
  },
  calls('GHSA-h3qp-7fh3-f8h4', 'torch.utils.data.datapipes.utils.decoder', 'basichandlers'),
  calls('GHSA-vr7h-p6mm-wpmh', 'torch.jit.unsupported_tensor_ops', 'execWrapper'),
  calls('GHSA-vv6j-3g6g-2pvj', 'torch.utils._config_module', 'ConfigModule.load_config'),
  calls('GHSA-5qwp-399c-mjwf', 'trace', 'Trace.run'),
  calls('GHSA-g344-hcph-8vgg', 'trace', 'Trace.runctx'),
  calls('GHSA-x696-vm39-cp64', 'profile', 'Profile.run'),
  calls('GHSA-6vqj-c2q5-j97w', 'profile', 'Profile.runctx'),
  calls('GHSA-f54q-57x4-jg88', 'lib2to3.pgen2.grammar', 'Grammar.loads'),
  calls('GHSA-3vg9-h568-4w9m', 'idlelib.debugobj', 'ObjectTreeItem.SetText'),
  calls('GHSA-6w4w-5w54-rjvr', 'idlelib.autocomplete', 'AutoComplete.get_entity'),
  calls('GHSA-7cq8-mj8x-j263', 'idlelib.autocomplete', 'AutoComplete.fetch_completions'),
  calls('GHSA-cj3c-v495-4xqh', 'code', 'InteractiveInterpreter.runcode'),
  calls('GHSA-8r4j-24qv-fmq9', 'idlelib.calltip', 'Calltip.fetch_tip'),
  calls('GHSA-9xph-j2h6-g47v', 'idlelib.calltip', 'get_entity'),
  calls('GHSA-4whj-rm5r-c2v8', 'torch.utils.bottleneck.__main__', 'run_autograd_prof'),
  calls('GHSA-xp4f-hrf8-rxw7', 'ensurepip', '_run_pip'),
  calls('GHSA-p9w7-82w4-7q8m', 'lib2to3.pgen2.pgen', 'ParserGenerator.make_label'),
  calls('GHSA-j343-8v2j-ff7w', 'idlelib.pyshell', 'ModifiedInterpreter.runcommand'),
  calls('GHSA-3gf5-cxq9-w223', 'idlelib.pyshell', 'ModifiedInterpreter.runcode'),
  calls('GHSA-m869-42cg-3xwr', 'idlelib.run', 'Executive.runcode'),
  calls('GHSA-fqq6-7vqf-w3fg', 'doctest', 'debug_script'),
  calls('GHSA-49gj-c84q-6qm9', 'cProfile', 'run'),
  calls('GHSA-9w88-8rmg-7g2p', 'cProfile', 'runctx'),
  calls('GHSA-q77w-mwjj-7mqx', 'asyncio.unix_events', '_UnixSubprocessTransport._start'),
  {
    id: 'CVE-2025-10157',
    trick: 'a module within one that is known',
    stream: pickle(call(named('asyncio.base_subprocess', 'BaseSubprocessTransport'), text(ECHO))),
    tells: 'critical dangerous-call asyncio.base_subprocess.BaseSubprocessTransport',
  },
  {
    id: 'picklescan PR 52',
    trick: 'a memo key that is not there, behind the payload',
    stream: pickle(PAYLOAD, get(200)),
    tells: OS_SYSTEM,
  },
  {
    id: 'picklescan PR 52',
    trick: 'a memo key that holds no text, for a name',
    stream: pickle(PAYLOAD, int(5), put(0), get(0), STACK_GLOBAL),
    tells: OS_SYSTEM,
  },
  calls('GHSA-m273-6v24-x4m4', 'distutils.file_util', 'write_file', text('x'), bytes(EMPTY_LIST)),
  calls('GHSA-4675-36f9-wf6r', 'ctypes', 'CDLL'),
  {
    id: 'GHSA-84r2-jw7c-4r5q',
    trick: 'pydoc.locate and operator.methodcaller',
    stream: pickle(
      call(
        call(named('operator', 'methodcaller'), text('system'), text(ECHO)),
        call(named('pydoc', 'locate'), text('os')),
      ),
    ),
    tells: OS_SYSTEM,
  },
  calls('GHSA-vqmv-47xg-9wpr', 'pty', 'spawn'),
  calls('GHSA-r8g5-cgf2-4m4m', 'numpy.f2py.crackfortran', 'getlincoef'),
  {
    id: 'GHSA-955r-x9j8-7rhh',
    trick: '_operator in place of operator',
    stream: pickle(
      call(
        call(named('_operator', 'methodcaller'), text('system'), text(ECHO)),
        call(named('builtins', '__import__'), text('os')),
      ),
    ),
    tells: OS_SYSTEM,
  },
  {
    id: 'GHSA-46h3-79wf-xr6c',
    trick: '_operator.attrgetter',
    stream: pickle(
      call(call(named('_operator', 'attrgetter'), text('system')), importModule('os')),
      tuple(text(ECHO)),
      REDUCE,
    ),
    tells: OS_SYSTEM,
  },
  calls('GHSA-9726-w42j-3qjr', '_io', 'FileIO', text('x'), text('w')),
  calls('GHSA-9726-w42j-3qjr', 'urllib.request', 'urlopen', text('http://example.invalid/')),
  calls('GHSA-9m3x-qqw2-h32h', 'types', 'CodeType', int(0)),
  calls('GHSA-9m3x-qqw2-h32h', 'cloudpickle.cloudpickle', '_make_function', nothing),
  calls('GHSA-m7j5-r2p5-c39r', 'logging', 'FileHandler', text('x')),
  {
    id: 'GHSA-97f8-7cmv-76j2',
    trick: 'the magic number of a legacy checkpoint is made by a call',
    stream: bytes(proto(2), call(global('builtins', 'eval'), quoted('0x1950a86a20f9469cfc6c')), STOP),
    tells: 'critical dangerous-call builtins.eval',
  },
  {
    id: 'GHSA-vvpj-8cmc-gx39',
    trick: 'pkgutil.resolve_name',
    stream: pickle(call(call(named('pkgutil', 'resolve_name'), text('os:system')), text(ECHO))),
    tells: OS_SYSTEM,
  },
  calls('GHSA-g38g-8gr9-h9xp', 'uuid', '_get_command_stdout', text('echo'), text('x')),
  calls('GHSA-g38g-8gr9-h9xp', '_osx_support', '_read_output'),
  calls('GHSA-g38g-8gr9-h9xp', '_aix_support', '_read_cmd_output'),
  calls('GHSA-g38g-8gr9-h9xp', '_pyrepl.pager', 'pipe_pager'),
  calls('GHSA-g38g-8gr9-h9xp', 'imaplib', 'IMAP4_stream'),
  calls('GHSA-g38g-8gr9-h9xp', 'test.support.script_helper', 'assert_python_ok'),
  calls('GHSA-7wx9-6375-f5wh', 'profile', 'run'),
  {
    id: 'picklescan issue 66',
    trick: 'importlib and getattr',
    stream: pickle(call(getattr(importModule('os'), 'system'), text(ECHO))),
    tells: OS_SYSTEM,
  },
  calls('picklescan PR 74', 'marshal', 'loads', text('c')),

  calls('fickling GHSA-r7v6', 'pty', 'spawn'),
  {
    id: 'fickling GHSA-565g',
    trick: 'marshal and types: a function made of its code',
    stream: pickle(
      call(
        call(
          named('types', 'FunctionType'),
          call(named('marshal', 'loads'), binary(Buffer.from('c'))),
          bytes(EMPTY_DICT),
        ),
      ),
    ),
    tells: 'critical dangerous-call marshal.loads',
  },
  calls('fickling GHSA-5hvc', 'pydoc', 'pipepager', text('x'), text(ECHO)),
  calls('fickling GHSA-q5qq-mvfm-j35x', 'ctypes', 'CDLL'),
  calls('fickling GHSA-q5qq-mvfm-j35x', 'importlib', 'import_module'),
  calls('fickling GHSA-q5qq-mvfm-j35x', 'code', 'interact'),
  {
    id: 'fickling GHSA-q5qq-mvfm-j35x',
    trick: 'a name of builtins, which a decompiler need not import',
    stream: pickle(named('builtins', 'eval')),
    tells: 'critical dangerous-import builtins.eval',
  },
  calls('fickling GHSA-5hwf-rc88-82xm', 'uuid', '_ipconfig_getnode'),
  calls('fickling GHSA-5hwf-rc88-82xm', '_osx_support', '_find_build_tool'),
  calls('fickling GHSA-5hwf-rc88-82xm', '_aix_support', '_aix_bosmp64'),
  {
    id: 'fickling GHSA-cffv-grgg-g429',
    trick: 'a name of a library that is trusted, which loads what it is given',
    stream: pickle(call(named('torch.hub', 'load'), text('x/y'), text('z'))),
    tells: 'critical dangerous-call torch.hub.load',
  },
  calls('fickling GHSA-fphw', 'pickle', '_Unpickler', text('x')),
  {
    id: 'fickling GHSA-fphw',
    trick: "Python's own unpickler, which the hook of the one in C does not see",
    stream: pickle(call(named('pickle', '_loads'), binary(pickle(PAYLOAD)))),
    tells: OS_SYSTEM,
  },
  {
    id: 'fickling, scanners switched off',
    trick: 'fickling.hook.remove_hook',
    stream: pickle(call(named('fickling.hook', 'remove_hook'))),
    tells: 'critical dangerous-call fickling.hook.remove_hook',
  },
  calls('fickling GHSA-wfq2', 'runpy', '_run_code'),
  calls('fickling GHSA-p523', 'cProfile', 'run'),
  calls('fickling GHSA-h4rm', 'builtins', 'exec', text('1')),
  calls('fickling CVE-2026-22609', 'multiprocessing.util', 'spawnv_passfds'),
  {
    id: 'fickling GHSA-mxhj-88fx-4pcv',
    trick: 'the result of OBJ is popped',
    stream: bytes(MARK, global('os', 'system'), quoted(ECHO), OBJ, POP, NONE, STOP),
    tells: OS_SYSTEM,
  },
  ...(['smtplib SMTP', 'socketserver TCPServer', 'sqlite3 connect', 'signal signal'] as const).map((pair) => {
    const [module = '', name = ''] = pair.split(' ');
    return calls('fickling GHSA-mhc9-48gj-9gp3', module, name);
  }),
  calls('fickling GHSA-5cxw-w2xg-2m8h', 'platform', 'popen'),
  calls('fickling GHSA-r48f-3986-4f9c', 'linecache', 'getline'),
  calls('fickling GHSA-r48f-3986-4f9c', 'difflib', 'HtmlDiff'),
  calls('fickling GHSA-r48f-3986-4f9c', 'gc', 'get_objects'),
  calls('fickling GHSA-r48f', 'inspect', 'currentframe'),
  calls('fickling GHSA-r48f', '_frozen_importlib', '_gcd_import'),
  calls('fickling GHSA-5j3x-jp52-966f', 'pathlib', 'os.system'),
  calls('fickling GHSA-6ggj-6f2q-f7mx', '_interpreters', 'exec'),

  {
    id: 'modelscan issue 330',
    trick: 'an attribute that leads everywhere, from a module that is allowed',
    stream: pickle(named('numpy', '__builtins__')),
    tells: 'critical dangerous-import numpy.__builtins__',
  },
  {
    id: 'modelscan issue 330',
    trick: 'a function that is allowed is given attributes by BUILD',
    stream: pickle(named('numpy', 'size'), EMPTY_DICT, MARK, text('__globals__'), text('x'), SETITEMS, BUILD),
    tells: 'critical changed-code numpy.size',
  },
  calls('modelscan issue 338', 'torch.library', 'torch.utils.collect_env.run'),
  calls('modelscan issue 338', 'multiprocessing.util', 'spawnv_passfds'),
  {
    id: 'modelscan issue 267',
    trick: 'a pickle that loads a pickle',
    stream: pickle(call(named('pickle', 'loads'), binary(pickle(PAYLOAD)))),
    tells: OS_SYSTEM,
  },
  calls('modelscan issue 338', 'mlflow.projects.backend.local', '_run_entry_point'),
  calls('modelscan issue 338', 'pandas.io.parsers.readers', 'read_csv', text('http://example.invalid/')),
  calls('PickleBall', 'numpy', 'load'),
  calls('PickleBall', 'IPython.core.display', 'HTML'),
  calls('PickleBall', '_pydev_bundle._pydev_execfile', 'execfile'),
  calls('modelaudit PR 626', 'joblib', 'load'),

  calls('modelaudit changelog', 'ctypes', 'CFUNCTYPE'),
  calls('modelaudit changelog', 'socket', 'create_connection'),
  {
    id: 'modelaudit changelog',
    trick: 'texts that are popped before the name',
    stream: pickle(
      text('collections'),
      text('OrderedDict'),
      POP,
      POP,
      named('os', 'system'),
      tuple(text(ECHO)),
      REDUCE,
    ),
    tells: OS_SYSTEM,
  },
  {
    id: 'modelaudit changelog',
    trick: 'EXT opcodes',
    stream: pickle(
      call(named('copyreg', 'add_extension'), text('os'), text('system'), int(1)),
      POP,
      call(ext1(1), text(ECHO)),
    ),
    tells: OS_SYSTEM,
  },
  {
    id: 'modelaudit changelog',
    trick: 'a tail that is cut off',
    stream: bytes(proto(4), PAYLOAD, '\x95\x10\0'),
    tells: OS_SYSTEM,
  },
  {
    id: 'modelaudit changelog',
    trick: 'an import that the end of the file cuts',
    stream: bytes(MARK, quoted(ECHO), 'ios\nsystemx'),
    tells: OS_SYSTEM,
  },
  {
    id: 'modelaudit changelog',
    trick: 'NEXT_BUFFER and READONLY_BUFFER in front of the payload',
    stream: bytes(proto(5), '\x97\x98', POP, PAYLOAD, STOP),
    tells: OS_SYSTEM,
  },
  {
    id: 'modelaudit changelog',
    trick: 'a dunder on the way',
    stream: pickle(named('collections', 'OrderedDict.__reduce_ex__')),
    tells: 'critical dangerous-import collections.OrderedDict.__reduce_ex__',
  },
  {
    id: 'modelaudit changelog',
    trick: 'str.format looks up attributes',
    stream: pickle(call(getattr(bytes(text('{0.__class__.__init__}')), 'format'), text('x'))),
    tells: 'critical dangerous-attribute __class__',
  },
  calls('modelaudit changelog', 'typing', 'get_type_hints', empty),
  ...['__del__', '__eq__', '__getitem__', '__class_getitem__', '__init_subclass__'].map((name) => ({
    id: 'modelaudit changelog',
    trick: `a class is given ${name} by BUILD, for when it is used`,
    stream: pickle(
      call(named('torch', 'Size'), bytes(EMPTY_TUPLE)),
      bytes(NONE),
      bytes(EMPTY_DICT, MARK, text(name), named('os', 'system'), SETITEMS),
      '\x86',
      BUILD,
    ),
    tells: `critical dangerous-attribute ${name}`,
  })),
  {
    id: 'modelaudit changelog',
    trick: 'map',
    stream: pickle(call(named('builtins', 'map'), named('os', 'system'), bytes(EMPTY_LIST, text(ECHO), 'a'))),
    tells: OS_SYSTEM,
  },
  {
    id: 'modelaudit changelog',
    trick: 'filter',
    stream: pickle(call(named('builtins', 'filter'), named('os', 'system'), bytes(EMPTY_LIST, text(ECHO), 'a'))),
    tells: OS_SYSTEM,
  },
  {
    id: 'modelaudit changelog',
    trick: 'itertools.starmap',
    stream: pickle(
      call(named('itertools', 'starmap'), named('os', 'system'), bytes(EMPTY_LIST, tuple(text(ECHO)), 'a')),
    ),
    tells: OS_SYSTEM,
  },
  {
    id: 'protocol 0',
    trick: 'text through and through',
    stream: bytes(global('os', 'system'), MARK, quoted(ECHO), TUPLE, REDUCE, STOP),
    tells: OS_SYSTEM,
  },
  {
    id: 'protocol 0',
    trick: 'INST',
    stream: bytes(MARK, quoted(ECHO), inst('posix', 'system'), STOP),
    tells: 'critical dangerous-call posix.system',
  },
  {
    id: 'modules by another way',
    trick: 'the os that random has imported for itself',
    stream: pickle(call(named('random', '_os.system'), text(ECHO))),
    tells: 'critical dangerous-call random._os.system',
  },
  {
    id: 'modules by another way',
    trick: 'a module as an attribute of another',
    stream: pickle(call(getattr(bytes(named('linecache', 'os')), 'system'), text(ECHO))),
    tells: 'critical dangerous-call linecache.os.system',
  },
  {
    id: 'modules by another way',
    trick: 'NumPy rebuilds functions by module and name',
    stream: pickle(call(call(named('numpy.core', '_ufunc_reconstruct'), text('os'), text('system')), text(ECHO))),
    tells: OS_SYSTEM,
  },
  {
    id: 'callers that are allowed',
    trick: "a generator of NumPy's, whose constructor is an argument",
    stream: pickle(call(named('numpy.random._pickle', '__generator_ctor'), text(ECHO), named('nowhere', 'thing'))),
    tells: 'medium unknown-call nowhere.thing',
  },
  {
    id: 'callers that are allowed',
    trick: "a bit generator of NumPy's, which is a class that it is given",
    stream: pickle(call(named('numpy.random._pickle', '__bit_generator_ctor'), named('nowhere', 'Thing'))),
    tells: 'medium unknown-call nowhere.Thing',
  },
  {
    id: 'callers that are allowed',
    trick: "a tensor's subclass, whose function is an argument",
    stream: pickle(
      call(named('torch._tensor', '_rebuild_from_type_v2'), named('os', 'system'), nothing, tuple(text(ECHO)), nothing),
    ),
    tells: OS_SYSTEM,
  },
  {
    id: 'callers that are allowed',
    trick: 'a base class that copyreg initialises',
    stream: pickle(
      call(named('copyreg', '_reconstructor'), named('nowhere', 'Klass'), named('subprocess', 'Popen'), text(ECHO)),
    ),
    tells: 'critical dangerous-call subprocess.Popen',
  },
  {
    id: 'callers that are allowed',
    trick: 'an iterator that calls until something comes',
    stream: pickle(call(named('builtins', 'iter'), named('nowhere', 'thing'), nothing)),
    tells: 'medium unknown-call nowhere.thing',
  },
  {
    id: 'a class that is made and not called',
    trick: 'NEWOBJ',
    stream: pickle(named('subprocess', 'Popen'), tuple(text(ECHO)), NEWOBJ),
    tells: 'critical dangerous-call subprocess.Popen',
  },
];

test.each(ROWS)('$id: $trick', async ({ stream, tells }) => {
  expect(told(await scanned(stream))).toContain(tells);
});

test('what breaks behind its payload is told to break, and where', async () => {
  const stream = bytes(proto(4), PAYLOAD, 'X\xff\xff\xff\x7fnothing');
  expect(gapsOf(await scanned(stream))).toEqual(['30-42: it ends within an operand']);
});
