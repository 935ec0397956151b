/** Names that do what their arguments name. Where the arguments are known, the call is followed and what it reaches is judged instead. */

import type { Group } from './policy.ts';

export const INDIRECT: readonly Group[] = [
  {
    level: 'indirect',
    why: 'looks up an attribute by its name',
    names: {
      builtins: 'getattr hasattr',
      __builtin__: 'getattr hasattr',
      operator: 'attrgetter methodcaller itemgetter',
      _operator: 'attrgetter methodcaller itemgetter',
      'numpy.core': '_ufunc_reconstruct',
      'numpy._core': '_ufunc_reconstruct',
      'torch._utils': '_import_dotted_name',
    },
  },
  {
    level: 'indirect',
    why: 'calls what it is given',
    names: {
      builtins: 'map filter apply',
      __builtin__: 'map filter apply reduce',
      functools: 'partial partialmethod reduce cmp_to_key lru_cache cache cached_property wraps update_wrapper',
      _functools: 'partial reduce cmp_to_key',
      itertools: 'starmap accumulate takewhile dropwhile filterfalse groupby',
      operator: 'call',
      _operator: 'call',
      'torch._tensor': '_rebuild_from_type _rebuild_from_type_v2',
      'torch.tensor': '_rebuild_from_type _rebuild_from_type_v2',
      'numpy.random._pickle': '__bit_generator_ctor __generator_ctor __randomstate_ctor',
    },
  },
  {
    level: 'indirect',
    why: 'makes an object of the class that it is given',
    names: {
      copyreg: '_reconstructor __newobj__ __newobj_ex__',
      copy_reg: '_reconstructor __newobj__ __newobj_ex__',
      'numpy.ma.core': '_mareconstruct',
      'pandas.core.indexes.base': '_new_Index',
      'pandas.core.indexes.datetimes': '_new_DatetimeIndex',
      'pandas.core.indexes.interval': '_new_IntervalIndex',
      'pandas.core.indexes.period': '_new_PeriodIndex',
      'pandas.indexes.base': '_new_Index',
      'sklearn.metrics._dist_metrics': 'newObj',
      'sklearn.neighbors._ball_tree': 'newObj',
      'sklearn.neighbors._dist_metrics': 'newObj',
      'sklearn.neighbors._kd_tree': 'newObj',
      'sklearn.neighbors.ball_tree': 'newObj',
      'sklearn.neighbors.dist_metrics': 'newObj',
      'sklearn.neighbors.kd_tree': 'newObj',
    },
  },
  {
    level: 'indirect',
    why: 'decodes what may be anything',
    names: {
      base64:
        'b64decode standard_b64decode urlsafe_b64decode decodebytes decodestring b16decode b32decode b85decode a85decode decode',
      binascii: 'unhexlify a2b_hex a2b_base64',
      zlib: 'decompress',
      gzip: 'decompress',
      bz2: 'decompress',
      lzma: 'decompress',
      codecs: 'decode',
      _codecs: 'decode',
    },
  },
  {
    level: 'indirect',
    why: 'works on what it is given',
    names: {
      operator: 'getitem setitem delitem add concat iadd iconcat mul imul mod contains truth not_',
      _operator: 'getitem setitem delitem add concat iadd iconcat mul imul mod contains truth not_',
      builtins: 'str.format str.format_map format',
    },
  },
  {
    level: 'indirect',
    why: 'loads a checkpoint from bytes',
    names: { 'torch.storage': '_load_from_bytes' },
  },
];
