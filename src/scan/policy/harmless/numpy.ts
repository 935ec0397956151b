/** What NumPy pickles: arrays, scalars, types, generators, and its functions by name. */

import type { Group } from '../policy.ts';

export const NUMPY: readonly Group[] = [
  {
    level: 'harmless',
    why: 'rebuilds an array or a scalar from its bytes',
    names: {
      numpy: 'ndarray dtype',
      'numpy.core.multiarray': '_reconstruct scalar',
      'numpy._core.multiarray': '_reconstruct scalar',
      'numpy.core.numeric': '_frombuffer',
      'numpy._core.numeric': '_frombuffer',
      multiarray: '_reconstruct scalar',
    },
  },
  {
    level: 'harmless',
    why: 'is a type of numbers',
    names: {
      numpy:
        'bool bool_ bytes_ character clongdouble complex128 complex256 complex64 complexfloating datetime64 flexible float128 float16 float32 float64 floating generic inexact int16 int32 int64 int8 integer longdouble longlong number object_ record signedinteger str_ timedelta64 uint16 uint32 uint64 uint8 ulonglong unsignedinteger void',
      'numpy.dtypes':
        'BoolDType ByteDType BytesDType CLongDoubleDType Complex128DType Complex64DType DateTime64DType Float16DType Float32DType Float64DType Int16DType Int32DType Int64DType Int8DType IntDType LongDType LongDoubleDType LongLongDType ObjectDType ShortDType StrDType StringDType TimeDelta64DType UByteDType UInt16DType UInt32DType UInt64DType UInt8DType UIntDType ULongDType ULongLongDType UShortDType VoidDType',
    },
  },
  {
    level: 'harmless',
    why: 'computes with numbers',
    names: {
      numpy:
        'absolute add amax amin arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin array bitwise_and bitwise_count bitwise_or bitwise_xor cbrt ceil clip conjugate copysign cos cosh deg2rad degrees divide divmod empty equal exp exp2 expm1 fabs float_power floor floor_divide fmax fmin fmod frexp gcd greater greater_equal heaviside hypot identity invert isfinite isinf isnan isnat lcm ldexp left_shift less less_equal linspace log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor matmul matvec max maximum mean median min minimum modf multiply nanmean nanmedian nansum negative nextafter not_equal ones positive power prod rad2deg radians ravel reciprocal remainder right_shift rint round sign signbit sin sinh spacing sqrt square std subtract sum tan tanh true_divide trunc var vecdot vecmat zeros',
      'numpy.core._multiarray_umath':
        '_arg _center _expandtabs _expandtabs_length _ljust _lstrip_chars _lstrip_whitespace _ones_like _partition _partition_index _replace _rjust _rpartition _rpartition_index _rstrip_chars _rstrip_whitespace _slice _strip_chars _strip_whitespace _zfill absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh bitwise_and bitwise_count bitwise_or bitwise_xor cbrt ceil clip conj conjugate copysign cos cosh count deg2rad degrees divide divmod endswith equal exp exp2 expm1 fabs find float_power floor floor_divide fmax fmin fmod frexp gcd greater greater_equal heaviside hypot index invert isalnum isalpha isdecimal isdigit isfinite isinf islower isnan isnat isnumeric isspace istitle isupper lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor matmul matvec maximum minimum mod modf multiply negative nextafter not_equal positive power rad2deg radians reciprocal remainder rfind right_shift rindex rint sign signbit sin sinh spacing sqrt square startswith str_len subtract tan tanh true_divide trunc vecdot vecmat',
      'numpy._core._multiarray_umath':
        '_arg _center _expandtabs _expandtabs_length _ljust _lstrip_chars _lstrip_whitespace _ones_like _partition _partition_index _replace _rjust _rpartition _rpartition_index _rstrip_chars _rstrip_whitespace _slice _strip_chars _strip_whitespace _zfill absolute add arccos arccosh arcsin arcsinh arctan arctan2 arctanh bitwise_and bitwise_count bitwise_or bitwise_xor cbrt ceil clip conj conjugate copysign cos cosh count deg2rad degrees divide divmod endswith equal exp exp2 expm1 fabs find float_power floor floor_divide fmax fmin fmod frexp gcd greater greater_equal heaviside hypot index invert isalnum isalpha isdecimal isdigit isfinite isinf islower isnan isnat isnumeric isspace istitle isupper lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 logical_and logical_not logical_or logical_xor matmul matvec maximum minimum mod modf multiply negative nextafter not_equal positive power rad2deg radians reciprocal remainder rfind right_shift rindex rint sign signbit sin sinh spacing sqrt square startswith str_len subtract tan tanh true_divide trunc vecdot vecmat',
      'numpy.core.fromnumeric': 'mean sum amax amin std var clip round_ prod',
      'numpy._core.fromnumeric': 'mean sum amax amin max min std var clip round prod',
    },
  },
  {
    level: 'harmless',
    why: 'is a source of random numbers',
    names: {
      'numpy.random._mt19937': 'MT19937',
      'numpy.random._pcg64': 'PCG64 PCG64DXSM',
      'numpy.random._philox': 'Philox',
      'numpy.random._sfc64': 'SFC64',
      'numpy.random.bit_generator': 'SeedSequence __pyx_unpickle_SeedSequence',
      'numpy.random._generator': 'Generator',
      'numpy.random.mtrand': 'RandomState __RandomState_ctor',
      'numpy.random': 'RandomState Generator MT19937 PCG64 __RandomState_ctor',
    },
  },
  {
    level: 'built',
    why: 'is an array of a kind of its own',
    names: {
      numpy: 'matrix recarray record poly1d char.chararray ma.MaskedArray',
      'numpy.matrixlib.defmatrix': 'matrix',
      'numpy.core.records': 'recarray record',
      'numpy._core.records': 'recarray record',
      'numpy.rec': 'recarray',
      'numpy.ma.core': 'MaskedArray MaskedConstant mvoid',
      'numpy.ma': 'MaskedArray',
      'numpy.ma.mrecords': 'MaskedRecords',
      'numpy.lib.polynomial': 'poly1d',
      'numpy.lib._polynomial_impl': 'poly1d',
      'numpy.polynomial.polynomial': 'Polynomial',
      'numpy.polynomial.chebyshev': 'Chebyshev',
      'numpy.polynomial.legendre': 'Legendre',
    },
  },
];
