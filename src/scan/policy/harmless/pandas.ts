/** What pandas and pyarrow pickle: frames, indexes, arrays, dates. */

import type { Group } from '../policy.ts';

export const PANDAS: readonly Group[] = [
  {
    level: 'harmless',
    why: 'rebuilds a block, a scalar or an offset',
    names: {
      pandas: 'Interval Period PeriodDtype StringDtype Timedelta Timestamp',
      'pandas._libs.arrays': '__pyx_unpickle_NDArrayBacked',
      'pandas._libs.internals': '__pyx_unpickle_Enum _unpickle_block',
      'pandas._libs.interval': 'Interval',
      'pandas._libs.missing': 'NA NAType',
      'pandas._libs.sparse': 'BlockIndex IntIndex',
      'pandas._libs.tslibs.nattype': '__nat_unpickle __pyx_unpickle__NaT _nat_unpickle',
      'pandas._libs.tslibs.offsets':
        'BHalfYearBegin BHalfYearEnd BQuarterBegin BQuarterEnd BYearBegin BYearEnd BaseOffset BusinessDay BusinessHour BusinessMixin BusinessMonthBegin BusinessMonthEnd CustomBusinessDay CustomBusinessHour CustomBusinessMonthBegin CustomBusinessMonthEnd DateOffset Day Easter FY5253 FY5253Mixin FY5253Quarter HalfYearBegin HalfYearEnd HalfYearOffset Hour LastWeekOfMonth Micro Milli Minute MonthBegin MonthEnd MonthOffset Nano OffsetMeta QuarterBegin QuarterEnd QuarterOffset RelativeDeltaOffset Second SemiMonthBegin SemiMonthEnd SemiMonthOffset SingleConstructorOffset Tick Week WeekOfMonth WeekOfMonthMixin YearBegin YearEnd YearOffset',
      'pandas._libs.tslibs.period': 'Period __pyx_unpickle_Enum __pyx_unpickle_PeriodMixin',
      'pandas._libs.tslibs.timedeltas': 'Timedelta __pyx_unpickle_Enum __pyx_unpickle__Timedelta _timedelta_unpickle',
      'pandas._libs.tslibs.timestamps': 'Timestamp __pyx_unpickle_Enum _unpickle_timestamp',
      'pandas.core.arrays.string_': 'StringDtype',
      'pandas.core.dtypes.dtypes': 'PeriodDtype',
      'pandas.core.internals': 'BlockManager SingleBlockManager',
      'pandas.core.internals.blocks': 'new_block',
      'pandas.core.internals.managers': 'BlockManager SingleBlockManager',
      'pyarrow.lib':
        '_restore_array py_buffer type_for_alias chunked_array schema field struct list_ large_list timestamp duration dictionary decimal128 fixed_size_binary map_ KeyValueMetadata',
    },
  },
  {
    level: 'built',
    why: 'is a frame, an index, an array or the type of one',
    names: {
      pandas:
        'ArrowDtype BooleanDtype Categorical CategoricalDtype CategoricalIndex DataFrame DateOffset DatetimeIndex DatetimeTZDtype Float32Dtype Float64Dtype Index Int16Dtype Int32Dtype Int64Dtype Int8Dtype IntervalDtype IntervalIndex MultiIndex NamedAgg NamedFunc PeriodIndex RangeIndex Series SparseDtype TimedeltaIndex UInt16Dtype UInt32Dtype UInt64Dtype UInt8Dtype',
      'pandas._libs.interval': 'IntervalMixin IntervalTree',
      'pandas._libs.sparse': 'SparseIndex',
      'pandas.arrays':
        'ArrowExtensionArray ArrowStringArray BooleanArray DatetimeArray FloatingArray IntegerArray IntervalArray NumpyExtensionArray PeriodArray SparseArray StringArray TimedeltaArray',
      'pandas.core.arrays._arrow_string_mixins': 'ArrowStringArrayMixin',
      'pandas.core.arrays._mixins': 'NDArrayBackedExtensionArray',
      'pandas.core.arrays.arrow.array': 'ArrowExtensionArray',
      'pandas.core.arrays.arrow.dtype': 'ArrowDtype',
      'pandas.core.arrays.arrow.extension_types': 'ArrowIntervalType ArrowPeriodType',
      'pandas.core.arrays.base':
        'ExtensionArray ExtensionArrayNaResult ExtensionArraySupportsAnyAll ExtensionOpsMixin ExtensionScalarOpsMixin',
      'pandas.core.arrays.boolean': 'BooleanArray BooleanDtype',
      'pandas.core.arrays.categorical': 'Categorical CategoricalAccessor',
      'pandas.core.arrays.datetimelike': 'DatelikeOps DatetimeLikeArrayMixin TimelikeOps',
      'pandas.core.arrays.datetimes': 'DatetimeArray',
      'pandas.core.arrays.floating': 'Float32Dtype Float64Dtype FloatingArray FloatingDtype',
      'pandas.core.arrays.integer':
        'Int16Dtype Int32Dtype Int64Dtype Int8Dtype IntegerArray IntegerDtype UInt16Dtype UInt32Dtype UInt64Dtype UInt8Dtype _IntegerDtype',
      'pandas.core.arrays.interval': 'IntervalArray',
      'pandas.core.arrays.masked': 'BaseMaskedArray BaseMaskedDtype',
      'pandas.core.arrays.numeric': 'NumericArray NumericDtype',
      'pandas.core.arrays.numpy_': 'NumpyExtensionArray PandasArray',
      'pandas.core.arrays.period': 'PeriodArray',
      'pandas.core.arrays.sparse.accessor': 'BaseAccessor SparseAccessor SparseFrameAccessor',
      'pandas.core.arrays.sparse.array': 'SparseArray',
      'pandas.core.arrays.sparse.dtype': 'SparseDtype',
      'pandas.core.arrays.string_': 'BaseStringArray StringArray StringArrayNumpySemantics',
      'pandas.core.arrays.string_arrow': 'ArrowStringArray ArrowStringArrayNumpySemantics',
      'pandas.core.arrays.timedeltas': 'TimedeltaArray',
      'pandas.core.dtypes.dtypes':
        'ArrowDtype BaseMaskedDtype CategoricalDtype CategoricalDtypeType DatetimeTZDtype IntervalDtype NumpyEADtype PandasDtype PandasExtensionDtype SparseDtype',
      'pandas.core.frame': 'DataFrame _DuplicateColumnRecorder',
      'pandas.core.indexes.base': 'Index',
      'pandas.core.indexes.category': 'CategoricalIndex',
      'pandas.core.indexes.datetimelike': 'DatetimeIndexOpsMixin DatetimeTimedeltaMixin',
      'pandas.core.indexes.datetimes': 'DatetimeIndex',
      'pandas.core.indexes.extension': 'ExtensionIndex NDArrayBackedExtensionIndex',
      'pandas.core.indexes.frozen': 'FrozenList',
      'pandas.core.indexes.interval': 'IntervalIndex',
      'pandas.core.indexes.multi':
        'MultiIndex MultiIndexPyIntEngine MultiIndexUInt16Engine MultiIndexUInt32Engine MultiIndexUInt64Engine MultiIndexUInt8Engine MultiIndexUIntEngine',
      'pandas.core.indexes.numeric': 'Float64Index Int64Index IntegerIndex NumericIndex UInt64Index',
      'pandas.core.indexes.period': 'PeriodIndex',
      'pandas.core.indexes.range': 'RangeIndex',
      'pandas.core.indexes.timedeltas': 'TimedeltaIndex',
      'pandas.core.internals.api': '_DatetimeTZBlock',
      'pandas.core.internals.array_manager': 'ArrayManager BaseArrayManager NullArrayProxy SingleArrayManager',
      'pandas.core.internals.base': 'DataManager SingleDataManager _AlreadyWarned',
      'pandas.core.internals.blocks':
        'Block CategoricalBlock DatetimeLikeBlock DatetimeTZBlock EABackedBlock ExtensionBlock NDArrayBackedExtensionBlock NumericBlock NumpyBlock ObjectBlock',
      'pandas.core.internals.concat': 'JoinUnit',
      'pandas.core.internals.managers': 'BaseBlockManager',
      'pandas.core.internals.ops': 'BlockPairInfo',
      'pandas.core.series': 'Series',
      'pandas.core.index': 'Index MultiIndex',
      'pandas.indexes.base': 'Index',
      'pandas.core.sparse.frame': 'SparseDataFrame',
    },
  },
];
