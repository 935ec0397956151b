/** Operators of TensorFlow that reach out of the graph, each with what it does and where its path comes from. */

import type { Severity } from '../../model.ts';

export interface Reach {
  /** In words that follow the operator's name. */
  readonly why: string;
  readonly kind: 'python-operator' | 'file-operator' | 'network-operator' | 'host-operator';
  readonly severity: Severity;
  /** The inputs that name files. Without it, the operator reaches out whatever it is given. */
  readonly paths?: readonly number[];
  /** True where whoever loads the model gives the path, as for checkpoints: only a path that the model itself gives is told. */
  readonly caller?: boolean;
  readonly operators: string;
}

const REACHES: readonly Reach[] = [
  {
    why: 'calls a function of Python',
    kind: 'python-operator',
    severity: 'critical',
    operators: 'PyFunc PyFuncStateless EagerPyFunc',
  },
  {
    why: 'writes a file',
    kind: 'file-operator',
    severity: 'critical',
    paths: [0],
    operators: 'WriteFile CreateSummaryDbWriter',
  },
  {
    why: 'writes files',
    kind: 'file-operator',
    severity: 'critical',
    paths: [1],
    operators:
      'SaveDataset SaveDatasetV2 SnapshotDataset SnapshotDatasetV2 DatasetToTFRecord ExperimentalDatasetToTFRecord DistributedSave CreateSummaryFileWriter CacheDataset CacheDatasetV2',
  },
  {
    why: 'writes files',
    kind: 'file-operator',
    severity: 'critical',
    operators: 'DumpTensor CalibrationStatisticsSaver',
  },
  {
    why: 'reads files',
    kind: 'file-operator',
    severity: 'critical',
    paths: [0],
    operators:
      'ReadFile MatchingFiles MatchingFilesDataset ExperimentalMatchingFilesDataset TextLineDataset TFRecordDataset TFRecordDatasetV2 FixedLengthRecordDataset FixedLengthRecordDatasetV2 CSVDataset CSVDatasetV2 ExperimentalCSVDataset LMDBDataset ExperimentalLMDBDataset LoadDataset SnapshotDatasetReader SnapshotNestedDatasetReader SnapshotChunkDataset ListSnapshotChunksDataset LoadAndRemapMatrix GenerateVocabRemapping',
  },
  {
    why: 'reads files',
    kind: 'file-operator',
    severity: 'critical',
    operators:
      'WholeFileReader WholeFileReaderV2 TextLineReader TextLineReaderV2 FixedLengthRecordReader FixedLengthRecordReaderV2 TFRecordReader TFRecordReaderV2 LMDBReader ImmutableConst',
  },
  {
    why: 'reads a database',
    kind: 'file-operator',
    severity: 'critical',
    paths: [1],
    operators: 'SqlDataset ExperimentalSqlDataset',
  },
  {
    why: 'reads or writes a checkpoint',
    kind: 'file-operator',
    severity: 'critical',
    paths: [0],
    caller: true,
    operators: 'Save SaveV2 SaveSlices Restore RestoreSlice RestoreV2 DTensorRestoreV2',
  },
  {
    why: 'moves and removes the files of a checkpoint',
    kind: 'file-operator',
    severity: 'critical',
    paths: [0, 1],
    caller: true,
    operators: 'MergeV2Checkpoints',
  },
  {
    why: 'reads the words of a table from a file',
    kind: 'file-operator',
    severity: 'critical',
    paths: [1],
    caller: true,
    operators: 'InitializeTableFromTextFile InitializeTableFromTextFileV2',
  },
  {
    why: 'reads a model from a folder',
    kind: 'file-operator',
    severity: 'critical',
    paths: [0],
    caller: true,
    operators: 'SimpleMLLoadModelFromPath',
  },
  {
    why: 'reads a model from a folder',
    kind: 'file-operator',
    severity: 'critical',
    paths: [1],
    caller: true,
    operators: 'SimpleMLLoadModelFromPathWithHandle',
  },
  {
    why: 'reaches the network',
    kind: 'network-operator',
    severity: 'critical',
    operators:
      'RpcClient RpcCall RpcServer RpcServerRegister RpcServerStart DataServiceDataset DataServiceDatasetV2 DataServiceDatasetV3 DataServiceDatasetV4 RegisterDataset RegisterDatasetV2',
  },
  {
    why: 'changes how the process reaches files',
    kind: 'file-operator',
    severity: 'critical',
    operators: 'FileSystemSetConfiguration',
  },
  {
    why: 'calls a function of the process by its name',
    kind: 'host-operator',
    severity: 'medium',
    operators: 'XlaCustomCall XlaCustomCallV2',
  },
  { why: 'ends the process', kind: 'host-operator', severity: 'medium', operators: 'Abort' },
  {
    why: 'runs machine code that was compiled for an accelerator',
    kind: 'host-operator',
    severity: 'medium',
    operators: 'TRTEngineOp NeuronOp RemoteFusedGraphExecute',
  },
];

export const REACHING: ReadonlyMap<string, Reach> = new Map(
  REACHES.flatMap((reach) => reach.operators.split(' ').map((operator): [string, Reach] => [operator, reach])),
);

/** Attributes that make an operator reach out which does not otherwise: by operator, the attribute and the values that do. */
export const REACHING_ATTRIBUTES: readonly {
  readonly operators: RegExp;
  readonly attribute: string;
  readonly value: RegExp;
  readonly why: string;
}[] = [
  { operators: /^PrintV2$/, attribute: 'output_stream', value: /^file:/, why: 'writes a file' },
  { operators: /^Debug/, attribute: 'debug_urls', value: /./, why: 'sends what it sees to an address, or into files' },
  {
    operators: /^(?:De|En)codeProto/,
    attribute: 'descriptor_source',
    value: /^(?!local:\/\/|bytes:\/\/)./,
    why: 'reads a file',
  },
  // Callbacks into the Python of whoever loads it. Source: jax, _src/callback.py (xla_python_cpu_callback and its kin).
  {
    operators: /^XlaCallModule$/,
    attribute: 'module',
    value: /xla_(?:ffi_)?(?:partitioned_)?python_/,
    why: 'calls functions of Python',
  },
];
