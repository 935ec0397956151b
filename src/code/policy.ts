/** What names of Python do, as far as it matters to whoever loads somebody else's code: the table, with a reason for each row. */

import type { Severity } from '../model.ts';

/** What a piece of code does. */
export type Deed =
  | 'process'
  | 'install'
  | 'known-program'
  | 'dynamic-code'
  | 'hidden-code'
  | 'native-code'
  | 'network'
  | 'socket'
  | 'secret'
  | 'environment'
  | 'start-up-file'
  | 'file-write'
  | 'unpickling'
  | 'internals'
  | 'dynamic-import';

/**
 * When it is done: as soon as the file is imported (which loading a model, a tokenizer, a pipeline does), when an object of a class
 * is made (which loading does as well), or when some function is called later, if ever.
 */
export const TIMES = ['called', 'made', 'imported'] as const;
export type Time = (typeof TIMES)[number];

export const WHEN: Readonly<Record<Time, string>> = {
  imported: 'as soon as the file is imported',
  made: 'when an object is made of a class, as loading does',
  called: 'when a function that does it is called',
};

interface Weight extends Readonly<Record<Time, Severity>> {
  readonly does: string;
}

/** How bad a deed is, by when it is done. What ordinary model code does inside its functions is told (`info`), not held against it. */
export const DEEDS: Readonly<Record<Deed, Weight>> = {
  process: { does: 'starts a program', imported: 'critical', made: 'critical', called: 'medium' },
  install: { does: 'installs packages', imported: 'medium', made: 'medium', called: 'info' },
  'known-program': {
    does: 'starts a program that is known to be harmless',
    imported: 'medium',
    made: 'info',
    called: 'info',
  },
  'dynamic-code': { does: 'runs text as code', imported: 'critical', made: 'medium', called: 'medium' },
  'hidden-code': {
    does: 'runs code that is hidden in it or fetched',
    imported: 'critical',
    made: 'critical',
    called: 'critical',
  },
  'native-code': { does: 'loads or builds machine code', imported: 'medium', made: 'medium', called: 'info' },
  network: { does: 'asks the network', imported: 'critical', made: 'medium', called: 'info' },
  socket: { does: 'opens a connection of its own', imported: 'critical', made: 'critical', called: 'medium' },
  secret: { does: 'names a file that holds secrets', imported: 'critical', made: 'critical', called: 'medium' },
  environment: { does: 'takes all of the environment', imported: 'medium', made: 'medium', called: 'info' },
  'start-up-file': {
    does: 'names a file that is run when somebody logs in or Python starts',
    imported: 'critical',
    made: 'critical',
    called: 'medium',
  },
  'file-write': { does: 'writes, moves or deletes files', imported: 'medium', made: 'info', called: 'info' },
  unpickling: { does: 'unpickles, which can run code', imported: 'medium', made: 'info', called: 'info' },
  internals: { does: 'reaches into the interpreter', imported: 'medium', made: 'medium', called: 'info' },
  'dynamic-import': {
    does: 'imports a module by a name that is made when it runs',
    imported: 'medium',
    made: 'info',
    called: 'info',
  },
};

/**
 * Names by what they do. A row's names follow the module; `*` stands for all that a module has. Names that only read (`os.path`,
 * `os.listdir`) and names that build text are not here: they do nothing to anybody.
 */
const ROWS: readonly (readonly [deed: Deed, module: string, names: string])[] = [
  ['process', 'os', 'system popen popen2 popen3 popen4 startfile fork forkpty kill killpg posix_spawn posix_spawnp'],
  ['process', 'os', 'execl execle execlp execlpe execv execve execvp execvpe'],
  ['process', 'os', 'spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe'],
  ['process', 'posix', 'system popen fork execv execve posix_spawn posix_spawnp'],
  ['process', 'nt', 'system startfile execv execve spawnv spawnve'],
  ['process', 'subprocess', 'run call check_call check_output Popen getoutput getstatusoutput'],
  ['process', 'commands', 'getoutput getstatusoutput'],
  ['process', 'popen2', '*'],
  ['process', 'pty', 'spawn fork'],
  ['process', 'platform', 'popen'],
  ['process', 'asyncio', 'create_subprocess_shell create_subprocess_exec'],
  ['process', 'asyncio.subprocess', 'create_subprocess_shell create_subprocess_exec'],
  ['process', '_posixsubprocess', '*'],
  ['process', 'pexpect', '*'],
  ['process', 'sh', '*'],
  ['process', 'plumbum', '*'],
  ['process', 'webbrowser', '*'],
  ['install', 'pip', 'main'],
  ['install', 'pip._internal', 'main'],
  ['install', 'pip._internal.cli.main', 'main'],
  ['install', 'ensurepip', '*'],
  ['dynamic-code', 'builtins', 'eval exec execfile compile'],
  ['dynamic-code', 'code', 'interact InteractiveInterpreter InteractiveConsole'],
  ['dynamic-code', 'runpy', '*'],
  ['dynamic-code', 'timeit', 'timeit repeat Timer'],
  ['dynamic-code', 'imp', 'load_source load_compiled load_dynamic load_module'],
  ['dynamic-code', 'importlib.util', 'spec_from_file_location'],
  ['dynamic-code', 'importlib.machinery', 'SourceFileLoader SourcelessFileLoader ExtensionFileLoader'],
  ['dynamic-code', 'zipimport', '*'],
  ['dynamic-code', 'pandas', 'eval'],
  ['hidden-code', 'marshal', 'loads load'],
  ['hidden-code', 'types', 'CodeType'],
  ['native-code', 'ctypes', 'CDLL PyDLL WinDLL OleDLL cdll windll oledll pydll LibraryLoader memmove CFUNCTYPE'],
  ['native-code', 'cffi', 'FFI'],
  ['native-code', 'torch.ops', 'load_library'],
  ['native-code', 'torch.classes', 'load_library'],
  ['native-code', 'torch.utils.cpp_extension', 'load load_inline'],
  ['native-code', 'tensorflow', 'load_op_library load_library'],
  ['network', 'requests', 'get post put patch delete head options request Session session'],
  ['network', 'httpx', '*'],
  ['network', 'aiohttp', 'ClientSession request'],
  ['network', 'urllib', 'urlopen urlretrieve'],
  ['network', 'urllib2', 'urlopen'],
  ['network', 'urllib.request', 'urlopen urlretrieve build_opener'],
  ['network', 'urllib3', 'PoolManager request'],
  ['network', 'http.client', 'HTTPConnection HTTPSConnection'],
  ['network', 'ftplib', '*'],
  ['network', 'wget', 'download'],
  ['network', 'gdown', '*'],
  ['network', 'boto3', 'client resource'],
  ['network', 'torch.hub', 'load load_state_dict_from_url download_url_to_file'],
  ['socket', 'socket', 'socket create_connection create_server socketpair'],
  ['socket', 'smtplib', '*'],
  ['socket', 'telnetlib', '*'],
  ['socket', 'paramiko', '*'],
  ['socket', 'socketserver', '*'],
  ['socket', 'xmlrpc.client', 'ServerProxy'],
  ['secret', 'keyring', '*'],
  ['secret', 'browser_cookie3', '*'],
  ['secret', 'huggingface_hub', 'get_token'],
  ['secret', 'huggingface_hub.HfFolder', 'get_token'],
  ['file-write', 'os', 'remove unlink rmdir removedirs rename renames replace symlink link chmod chown truncate'],
  ['file-write', 'shutil', 'rmtree move copy copy2 copyfile copytree unpack_archive'],
  ['unpickling', 'pickle', 'load loads Unpickler'],
  ['unpickling', '_pickle', 'load loads Unpickler'],
  ['unpickling', 'cPickle', 'load loads Unpickler'],
  ['unpickling', 'dill', 'load loads'],
  ['unpickling', 'cloudpickle', 'load loads'],
  ['unpickling', 'joblib', 'load'],
  ['unpickling', 'shelve', 'open'],
  ['unpickling', 'yaml', 'unsafe_load full_load UnsafeLoader'],
  ['unpickling', 'jsonpickle', 'decode'],
  ['internals', 'sys', 'settrace setprofile addaudithook meta_path path_hooks _getframe'],
  ['internals', 'gc', 'get_objects get_referrers'],
];

/** Programs that ordinary model code starts: they decode media, or tell what the machine has. Taken without a shell, and by a name without a path. */
export const KNOWN_PROGRAMS: ReadonlySet<string> = new Set(
  'ffmpeg ffprobe sox nvidia-smi rocm-smi lscpu uname'.split(' '),
);

const BY_NAME: ReadonlyMap<string, Deed> = new Map(
  ROWS.flatMap(([deed, module, names]) => names.split(' ').map((name): [string, Deed] => [`${module}.${name}`, deed])),
);

/** Modules whose attributes are worth a word where the attribute's name is made when the code runs. */
export const RISKY_MODULES: ReadonlySet<string> = new Set([
  ...ROWS.filter(([deed]) => deed !== 'file-write' && deed !== 'unpickling')
    .map(([, module]) => module)
    .filter((module) => !/^(?:torch|tensorflow|pandas|huggingface_hub)\b/.test(module)),
  'shutil',
  'pickle',
]);

/** Names of builtins that need no import. `open` is judged by its mode. */
const BUILTIN: ReadonlySet<string> = new Set(['eval', 'exec', 'execfile', 'compile']);

/** Attributes by which code climbs from any object to everything there is. */
const INTERNAL = /^__(?:subclasses|globals|builtins)__$/;

/**
 * What a name does, its head spelt out (`subprocess.run`). Modules are found behind other names as well, for any module that imports
 * `os` has it (`torch.os.system`); null for a name that is on no list.
 */
export function deedOf(qualified: string): Deed | null {
  if (BUILTIN.has(qualified)) return 'dynamic-code';
  // A module of the same package is judged as the file that it is.
  if (qualified.startsWith('.')) return null;
  const parts = qualified.split('.').slice(0, 12);
  const own = qualified.startsWith('~');
  for (let start = 0; !own && start < parts.length - 1; start++) {
    for (let end = parts.length; end > start + 1; end--) {
      const deed = BY_NAME.get(parts.slice(start, end).join('.'));
      if (deed !== undefined) return deed;
      // All of a module: only where that is what was imported, since a variable may have its name.
      if (start === 0) {
        const whole = BY_NAME.get(`${parts.slice(0, end - 1).join('.')}.*`);
        if (whole !== undefined) return whole;
      }
    }
  }
  return parts.slice(1).some(isInternal) ? 'internals' : null;
}

/** Whether an attribute leads from any object to everything there is. */
export function isInternal(attribute: string): boolean {
  return INTERNAL.test(attribute);
}

/** Files by whose names secrets are taken, and those that something runs by itself. */
const FILES: readonly (readonly [deed: Deed, path: RegExp])[] = [
  [
    'secret',
    /(?:^|[\\/~])\.(?:ssh|aws|azure|gnupg|kube|docker|netrc|git-credentials|pypirc|npmrc)(?:[\\/]|$)|\/etc\/(?:shadow|passwd|sudoers)\b|(?:^|[\\/])(?:id_(?:rsa|ed25519|ecdsa|dsa)|Login Data|wallet\.dat|logins\.json)$|huggingface[\\/](?:token|stored_tokens)$/,
  ],
  [
    'start-up-file',
    /(?:^|[\\/~])\.(?:bashrc|bash_profile|profile|zshrc|zprofile|xinitrc)$|\/etc\/(?:cron|profile|rc\.local|init\.d|systemd|ld\.so\.preload)|(?:^|[\\/])(?:sitecustomize|usercustomize)\.py$|[\\/]LaunchAgents[\\/]|\\CurrentVersion\\Run\b|[\\/]autostart[\\/]/,
  ],
];

/** What the path of a file tells of whoever opens it; null for most. */
export function deedOfPath(path: string): Deed | null {
  return FILES.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
}

/** What turns text or bytes into other text or bytes, so that nobody sees what they say. */
export const DECODERS: ReadonlySet<string> = new Set(
  [
    'base64.b64decode base64.b32decode base64.b16decode base64.b85decode base64.a85decode base64.decodebytes',
    'base64.urlsafe_b64decode base64.standard_b64decode binascii.unhexlify binascii.a2b_base64 binascii.a2b_hex',
    'bytes.fromhex bytearray.fromhex codecs.decode zlib.decompress gzip.decompress bz2.decompress lzma.decompress',
    'marshal.loads chr',
  ].flatMap((row) => row.split(' ')),
);
