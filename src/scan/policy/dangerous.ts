/** Names that run code or reach files, network or processes: whole modules, single names, and names so telling that their module does not matter. */

import type { Group } from './policy.ts';

/** Modules in a row; everything within them counts, except what is listed by itself. */
export interface ModuleGroup {
  readonly why: string;
  readonly modules: string;
}

export const DANGEROUS_MODULES: readonly ModuleGroup[] = [
  {
    why: 'runs programs or reaches the operating system',
    modules:
      'os nt posix posixpath ntpath genericpath macpath subprocess _posixsubprocess commands popen2 pty tty fcntl termios pexpect psutil pipes platform webbrowser antigravity _osx_support _aix_support _pyrepl uuid syslog resource pwd grp spwd crypt winreg _winreg _winapi msvcrt signal _signal faulthandler sh plumbum fabric invoke',
  },
  {
    why: 'runs or builds Python code',
    modules:
      'code codeop runpy bdb pdb profile cProfile _lsprof trace timeit doctest unittest compileall py_compile pydoc pydoc_data inspect types logging.config dis opcode symtable modulefinder cgitb rlcompleter readline idlelib lib2to3 test turtledemo tabnanny IPython ipykernel ptpython bpython debugpy pydevd _pydev_bundle _pydevd_bundle _pydev_imps _pydev_runfiles pydev_ipython jinja2 mako numexpr RestrictedPython',
  },
  {
    why: 'imports code or installs it',
    modules:
      'imp _imp importlib importlib_metadata importlib_resources _frozen_importlib _frozen_importlib_external zipimport zipapp pkgutil pkg_resources pip pipenv ensurepip venv virtualenv distutils setuptools _distutils_hack site sitecustomize usercustomize sysconfig',
  },
  {
    why: 'reaches into the interpreter',
    modules:
      'sys __builtins__ gc atexit ctypes _ctypes cffi _cffi_backend marshal mmap _interpreters _interpchannels _interpqueues _xxsubinterpreters _xxinterpchannels _testcapi _testinternalcapi _testbuffer _tracemalloc tracemalloc _symtable',
  },
  {
    why: 'is a scanner of pickles, which nothing but an attempt to switch it off has to name',
    modules: 'fickling picklescan modelscan modelaudit saferpickle',
  },
  {
    why: 'starts threads, processes or tasks',
    modules:
      'threading _thread thread dummy_threading _dummy_thread multiprocessing _multiprocessing concurrent asyncio _asyncio sched asyncore asynchat billiard celery dask.distributed distributed ray',
  },
  {
    why: 'reaches the network',
    modules:
      'socket _socket ssl _ssl select selectors socketserver SocketServer http httplib http2 httpx urllib urllib2 urllib3 urlparse requests aiohttp ftplib smtplib smtpd poplib imaplib nntplib telnetlib xmlrpc xmlrpclib SimpleXMLRPCServer DocXMLRPCServer BaseHTTPServer SimpleHTTPServer CGIHTTPServer wsgiref cgi paramiko scp boto boto3 botocore s3fs gcsfs fsspec smart_open websocket websockets pycurl tornado twisted flask fastapi uvicorn huggingface_hub wget gdown dns',
  },
  {
    why: 'reads or writes files',
    modules:
      'shutil tempfile logging.handlers fileinput filecmp glob shelve dbm gdbm anydbm whichdb dumbdbm sqlite3 _sqlite3 tarfile zipfile mailbox mailcap linecache difflib netrc plistlib dotenv h5py tables',
  },
  {
    why: 'loads pickles of its own, in which code may stand',
    modules:
      'pickle _pickle cPickle pickletools dill cloudpickle jsonpickle hickle klepto joblib.externals joblib.memory joblib.parallel',
  },
  {
    why: 'builds windows and runs scripts in them',
    modules: 'tkinter _tkinter Tkinter turtle curses',
  },
  {
    why: 'compiles or runs code of PyTorch',
    modules:
      'torch.jit torch._dynamo torch._inductor torch.compiler torch.package torch.hub torch.utils.cpp_extension torch.utils._config_module torch.utils.bottleneck torch.utils.collect_env torch.utils.model_zoo torch.utils.data.datapipes torch.utils.tensorboard torch.testing torch.fx.experimental torch.distributed.rpc torch.distributed.elastic torch.distributed.launch torch.distributed.run torch.multiprocessing torch.jit.unsupported_tensor_ops torch.utils.benchmark torch.utils._triton torch.onnx torch.export caffe2',
  },
  {
    why: 'compiles code, runs tests or reads files for NumPy and SciPy',
    modules:
      'numpy.f2py numpy.distutils numpy.testing numpy.ctypeslib numpy.lib.npyio numpy.lib._npyio_impl numpy.lib._datasource numpy.lib._utils_impl scipy.io scipy.weave scipy._lib._testutils',
  },
  {
    why: 'reads files and addresses, or evaluates expressions, for pandas',
    modules: 'pandas.io pandas.core.computation pandas._testing pandas.util.testing',
  },
  {
    why: 'loads code, models or whole projects',
    modules:
      'mlflow.projects mlflow.pyfunc mlflow.models transformers.dynamic_module_utils transformers.pipelines datasets.load datasets.packaged_modules keras.saving keras.src.saving tensorflow.python.saved_model tensorflow.python.framework.load_library tensorflow.python.ops.script_ops hydra omegaconf.resolvers lightning.fabric.plugins.environments nltk.data',
  },
];

export const DANGEROUS: readonly Group[] = [
  {
    level: 'dangerous',
    why: 'runs code',
    names: {
      builtins: '__import__ eval exec execfile compile breakpoint help exit quit reload',
      __builtin__: '__import__ eval exec execfile compile breakpoint help exit quit reload',
      __builtins__: '__import__ eval exec execfile compile open input',
      dataclasses: '_create_fn make_dataclass',
      typing: 'get_type_hints _eval_type ForwardRef._evaluate',
      typing_extensions: 'get_type_hints',
      annotationlib: 'get_annotations call_annotate_function ForwardRef',
      sympy: 'sympify S parse_expr lambdify',
      'sympy.core.sympify': 'sympify',
      'sympy.parsing.sympy_parser': 'parse_expr eval_expr',
      'sympy.utilities.lambdify': 'lambdify',
      'numpy.testing._private.utils': 'runstring',
      pandas: 'eval',
      'pandas.core.frame': 'DataFrame.eval DataFrame.query DataFrame.apply DataFrame.agg DataFrame.pipe',
      torch: 'compile',
      attr: 'make_class',
      'attr._make': 'make_class _compile_and_eval _make_method',
      attrs: 'make_class',
      'keras.layers': 'Lambda TFSMLayer',
      'keras.src.layers.core.lambda_layer': 'Lambda',
      'keras.layers.core': 'Lambda',
      'tensorflow.python.keras.layers.core': 'Lambda',
      weakref: 'finalize',
      contextvars: 'Context.run',
      contextlib: 'ExitStack ExitStack.callback ExitStack.enter_context ExitStack.close',
    },
  },
  {
    level: 'dangerous',
    why: 'reads or writes files',
    names: {
      builtins: 'open file input raw_input license copyright credits',
      __builtin__: 'open file input raw_input',
      io: 'open open_code FileIO TextIOWrapper.write FileIO.write',
      _io: 'open open_code FileIO TextIOWrapper.write FileIO.write _WindowsConsoleIO',
      _pyio: 'open open_code FileIO',
      codecs: 'open StreamReaderWriter.write EncodedFile',
      gzip: 'open GzipFile',
      bz2: 'open BZ2File',
      lzma: 'open LZMAFile',
      'xml.etree.ElementTree': 'parse iterparse ElementTree.parse ElementTree.write',
      'xml.dom.minidom': 'parse',
      'xml.sax': 'parse',
      argparse: 'FileType',
      logging: 'FileHandler FileHandler.emit basicConfig',
      numpy:
        'load loadtxt genfromtxt fromfile save savez savez_compressed savetxt memmap DataSource fromregex lib.npyio.load lib.npyio.loadtxt',
      'numpy.core.records': 'fromfile',
      'numpy.core.memmap': 'memmap',
      'numpy.core.multiarray': 'fromfile',
      'numpy._core.records': 'fromfile',
      'numpy._core.memmap': 'memmap',
      'numpy._core.multiarray': 'fromfile',
      'numpy.lib.format': 'open_memmap read_array',
      configparser: 'ConfigParser.read RawConfigParser.read',
      tokenize: 'open',
      'PIL.Image': 'open',
    },
  },
  {
    level: 'dangerous',
    why: 'loads pickles or checkpoints, in which code may stand',
    names: {
      torch: 'load save',
      'torch.serialization': 'load save _load _legacy_load',
      'torch.nn.modules.module': 'Module.load_state_dict',
      'torch.ops': 'load_library',
      'torch._ops': 'load_library _Ops.load_library',
      'torch.classes': 'load_library',
      'torch._classes': '_Classes.load_library',
      'torch.distributed.checkpoint': 'load',
      joblib: 'load dump Memory Parallel _pickle_load _pickle_dump',
      'joblib.numpy_pickle': 'load dump _unpickle load_temporary_memmap',
      'joblib.numpy_pickle_compat': 'load_compatibility',
      'sklearn.externals.joblib': 'load dump Memory Parallel',
      pandas:
        'read_pickle read_csv read_table read_json read_html read_xml read_excel read_hdf read_parquet read_feather read_orc read_sql read_sql_query read_sql_table read_stata read_sas read_spss read_fwf read_clipboard read_gbq to_pickle HDFStore ExcelFile ExcelWriter',
      yaml: 'load load_all unsafe_load unsafe_load_all full_load full_load_all Loader UnsafeLoader CLoader CUnsafeLoader FullLoader',
      'yaml.loader': 'Loader UnsafeLoader FullLoader',
      'yaml.cyaml': 'CLoader CUnsafeLoader CFullLoader',
      'ruamel.yaml': 'load YAML',
      keras: 'utils.get_file models.load_model saving.load_model set_global_attribute',
      'keras.models': 'load_model model_from_json model_from_yaml model_from_config',
      'keras.utils': 'get_file',
      'keras.src.utils.file_utils': 'get_file',
      'keras.utils.data_utils': 'get_file',
      'keras.config': 'enable_unsafe_deserialization',
      'tensorflow.keras.models': 'load_model',
      'tensorflow.keras.utils': 'get_file',
      tensorflow:
        'load_library load_op_library py_function numpy_function saved_model.load io.read_file io.write_file io.matching_files io.gfile.GFile raw_ops.ReadFile raw_ops.WriteFile raw_ops.PyFunc compat.v1.py_func',
      'sentence_transformers.SentenceTransformer': 'SentenceTransformer',
      'catboost.core': 'CatBoost.load_model',
      'skops.io': 'load loads',
    },
  },
  {
    level: 'dangerous',
    why: 'changes names, attributes or what pickles mean for the whole process',
    names: {
      builtins: 'setattr delattr vars globals locals dir',
      __builtin__: 'setattr delattr vars globals locals dir intern',
      copyreg:
        'add_extension remove_extension clear_extension_cache pickle constructor dispatch_table _extension_registry _inverted_registry',
      string: 'Formatter Formatter.get_field Formatter.vformat Formatter.format',
      'torch.serialization': 'add_safe_globals safe_globals register_package',
      functools: 'singledispatch singledispatchmethod',
    },
  },
];

/** The last part of a dotted name that says enough by itself: a class or a module holds what is called so. */
export const DANGEROUS_TAILS: readonly { readonly why: string; readonly names: string }[] = [
  {
    why: 'is called like what runs programs or code',
    names:
      'system popen popen2 popen3 popen4 Popen getoutput getstatusoutput check_output check_call spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe posix_spawn execl execle execlp execlpe execv execve execvp execvpe fork forkpty runcode runcommand runctx runsource run_code run_path run_module exec exec_module exec_command load_module import_module execfile spawn startfile',
  },
  {
    why: 'is called like what reads, writes or removes files',
    names:
      'write_text write_bytes read_text read_bytes unlink rmtree rmdir removedirs symlink_to hardlink_to copyfile copytree extractall tofile open open_code',
  },
  {
    why: 'is called like what loads a model by its name, with the code that comes with it',
    names: 'from_pretrained load_from_checkpoint load_module_from_file',
  },
];
