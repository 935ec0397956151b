/** What the standard library pickles of itself: values, containers, dates, numbers, errors. */

import type { Group } from '../policy.ts';

export const PYTHON: readonly Group[] = [
  {
    level: 'harmless',
    why: 'makes a plain value or computes one',
    names: {
      builtins:
        'abs all any ascii bin bool bytearray bytes callable chr complex dict divmod enumerate float frozenset hash hex id int isinstance issubclass iter len list max memoryview min next object oct ord pow print property classmethod staticmethod super range repr reversed round set slice sorted str sum tuple zip Ellipsis NotImplemented None True False',
      __builtin__:
        'abs all any ascii bin bool bytearray bytes callable chr complex dict divmod enumerate float frozenset hash hex id int isinstance issubclass iter len list max memoryview min next object oct ord pow print property classmethod staticmethod super range repr reversed round set slice sorted str sum tuple zip Ellipsis NotImplemented None True False unicode long basestring xrange unichr buffer',
      _codecs: 'encode',
      codecs: 'encode',
      collections: 'OrderedDict defaultdict Counter deque namedtuple ChainMap UserDict UserList UserString',
      array: 'array _array_reconstructor',
      decimal: 'Decimal',
      _decimal: 'Decimal',
      _pydecimal: 'Decimal',
      fractions: 'Fraction',
      datetime: 'date datetime time timedelta timezone timezone.utc',
      zoneinfo: 'ZoneInfo ZoneInfo._unpickle',
      ipaddress: 'ip_address ip_network IPv4Address IPv6Address IPv4Network IPv6Network IPv4Interface IPv6Interface',
      uuid: 'UUID SafeUUID',
      pathlib: 'Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath',
      'pathlib._local': 'Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath',
      random: 'Random',
      _random: 'Random',
      re: '_compile compile RegexFlag',
      sre_compile: 'compile',
      string: 'Template',
      struct: 'Struct',
      _struct: 'Struct',
      time: 'struct_time',
      io: 'BytesIO StringIO',
      _io: 'BytesIO StringIO',
      types: 'SimpleNamespace MappingProxyType GenericAlias NoneType EllipsisType NotImplementedType UnionType',
      typing:
        'Any Union Optional List Dict Tuple Set FrozenSet Callable Type Literal Sequence Mapping Iterable Iterator Generic ClassVar Final Text AnyStr',
      argparse: 'Namespace',
      enum: 'Enum IntEnum Flag IntFlag StrEnum',
      dataclasses: 'MISSING _MISSING_TYPE',
      logging: 'getLogger',
      itertools: 'chain count cycle repeat islice product permutations combinations zip_longest',
      math: 'acos asin atan atan2 ceil copysign cos cosh degrees e exp fabs floor fmod hypot isfinite isinf isnan log log10 log1p log2 pi pow radians sin sinh sqrt tan tanh tau trunc',
      binascii: 'hexlify b2a_hex',
      base64: 'b64encode urlsafe_b64encode',
      UserDict: 'UserDict IterableUserDict',
      UserList: 'UserList',
      sets: 'Set',
    },
  },
  {
    level: 'harmless',
    why: 'is an error, which is made here and not raised',
    names: {
      builtins:
        'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError WindowsError StandardError SystemExit KeyboardInterrupt',
      exceptions:
        'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError WindowsError StandardError SystemExit KeyboardInterrupt',
      'json.decoder': 'JSONDecodeError',
      queue: 'Empty Full',
    },
  },
  {
    level: 'built',
    why: 'is a class of classes: called with three arguments it makes a new one, whose methods run later',
    names: {
      builtins: 'type',
      __builtin__: 'type',
    },
  },
  {
    level: 'harmless',
    why: 'tells the time of a place, from the tables of its library',
    names: {
      pytz: '_UTC _p',
      'dateutil.tz.tz': 'tzutc tzlocal tzoffset',
      'dateutil.tz': 'tzutc tzoffset',
    },
  },
];
