/** What PyTorch and torchvision pickle: tensors, modules, optimisers. */

import type { Group } from '../policy.ts';

export const TORCH: readonly Group[] = [
  {
    level: 'harmless',
    why: 'rebuilds a tensor, or tells a type, a layout or a device',
    names: {
      torch:
        'BFloat16Storage BFloat16Tensor BoolStorage BoolTensor ByteStorage ByteTensor CharStorage CharTensor ComplexDoubleStorage ComplexFloatStorage DoubleStorage DoubleTensor FloatStorage FloatTensor HalfStorage HalfTensor IntStorage IntTensor LongStorage LongTensor QInt32Storage QInt8Storage QUInt2x4Storage QUInt4x2Storage QUInt8Storage ShortStorage ShortTensor Storage Tensor TypedStorage UntypedStorage _mkldnn bcomplex32 bfloat16 bit bits16 bits1x8 bits2x4 bits4x2 bits8 bool cdouble cfloat chalf complex128 complex32 complex64 double float float16 float32 float4_e2m1fn_x2 float64 float8_e4m3fn float8_e4m3fnuz float8_e5m2 float8_e5m2fnuz float8_e8m0fnu half int int1 int16 int2 int3 int32 int4 int5 int6 int64 int7 int8 jagged long per_channel_affine per_channel_affine_float_qparams per_channel_symmetric per_tensor_affine per_tensor_symmetric qint32 qint8 quint2x4 quint4x2 quint8 short sparse_bsc sparse_bsr sparse_coo sparse_csc sparse_csr strided uint1 uint16 uint2 uint3 uint32 uint4 uint5 uint6 uint64 uint7 uint8 Size device Tensor FloatTensor contiguous_format channels_last preserve_format',
      'torch._utils':
        '_rebuild_device_tensor_from_cpu_tensor _rebuild_device_tensor_from_numpy _rebuild_meta_tensor_no_storage _rebuild_nested_tensor _rebuild_parameter _rebuild_parameter_with_state _rebuild_qtensor _rebuild_sparse_tensor _rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_wrapper_subclass _rebuild_xla_tensor torch.contiguous_format torch.channels_last torch.channels_last_3d torch.preserve_format',
      'torch.serialization': '_get_layout',
      'torch.storage': 'UntypedStorage TypedStorage _UntypedStorage _TypedStorage',
      'torch._tensor': 'Tensor',
      'torch.tensor': 'Tensor',
      'torch.jit._pickle':
        'build_intlist build_tensorlist build_doublelist build_boollist build_tensor_from_id restore_type_tag',
      'torch.cuda':
        'DoubleStorage DoubleTensor FloatStorage FloatTensor HalfStorage HalfTensor BFloat16Storage BFloat16Tensor LongStorage LongTensor IntStorage IntTensor ShortStorage ShortTensor CharStorage CharTensor ByteStorage ByteTensor BoolStorage BoolTensor',
      'torch.nn.parameter': 'Parameter Buffer UninitializedParameter UninitializedBuffer',
      'torch.torch_version': 'TorchVersion',
      'torch._C': 'Size',
    },
  },
  {
    level: 'harmless',
    why: 'computes with tensors',
    names: {
      'torch.nn.functional':
        'adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool1d_with_indices adaptive_max_pool2d adaptive_max_pool2d_with_indices adaptive_max_pool3d adaptive_max_pool3d_with_indices affine_grid alpha_dropout avg_pool1d avg_pool2d avg_pool3d batch_norm bilinear binary_cross_entropy binary_cross_entropy_with_logits celu celu_ channel_shuffle conv1d conv2d conv3d conv_tbc conv_transpose1d conv_transpose2d conv_transpose3d cosine_embedding_loss cosine_similarity cross_entropy ctc_loss dropout dropout1d dropout2d dropout3d elu elu_ embedding embedding_bag feature_alpha_dropout fold fractional_max_pool2d fractional_max_pool2d_with_indices fractional_max_pool3d fractional_max_pool3d_with_indices gaussian_nll_loss gelu glu grid_sample group_norm grouped_mm gumbel_softmax hardshrink hardsigmoid hardswish hardtanh hardtanh_ hinge_embedding_loss huber_loss instance_norm interpolate kl_div l1_loss layer_norm leaky_relu leaky_relu_ linear linear_cross_entropy local_response_norm log_softmax logsigmoid lp_pool1d lp_pool2d lp_pool3d margin_ranking_loss max_pool1d max_pool1d_with_indices max_pool2d max_pool2d_with_indices max_pool3d max_pool3d_with_indices max_unpool1d max_unpool2d max_unpool3d mish mse_loss multi_head_attention_forward multi_margin_loss multilabel_margin_loss multilabel_soft_margin_loss native_channel_shuffle nll_loss normalize one_hot pad pairwise_distance pdist pixel_shuffle pixel_unshuffle poisson_nll_loss prelu relu relu6 relu_ rms_norm rrelu rrelu_ scaled_addmm scaled_addmm_ scaled_dot_product_attention scaled_grouped_mm scaled_mm selu selu_ sigmoid silu smooth_l1_loss soft_margin_loss softmax softmin softplus softshrink softsign tanh tanhshrink threshold threshold_ triplet_margin_loss triplet_margin_with_distance_loss unfold upsample upsample_bilinear upsample_nearest',
      'torch._C._nn':
        '_conv_depthwise2d _pad_circular _pad_enum _scaled_dot_product_attention _upsample_bicubic2d_aa _upsample_bilinear2d_aa _upsample_lanczos2d_aa _upsample_nearest_exact1d _upsample_nearest_exact2d _upsample_nearest_exact3d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool2d adaptive_max_pool3d avg_pool2d avg_pool3d binary_cross_entropy col2im conv_depthwise3d cross_entropy_loss elu elu_ flatten_dense_tensors fractional_max_pool2d fractional_max_pool3d gelu gelu_ glu hardsigmoid hardsigmoid_ hardswish hardswish_ hardtanh hardtanh_ huber_loss im2col l1_loss leaky_relu leaky_relu_ linear log_sigmoid max_pool2d_with_indices max_pool3d_with_indices max_unpool2d max_unpool3d mish mish_ mkldnn_linear mkldnn_reorder_conv2d_weight mkldnn_reorder_conv3d_weight mse_loss multi_margin_loss multilabel_margin_loss nll_loss nll_loss2d nll_loss_nd one_hot pad pad_sequence reflection_pad1d reflection_pad2d reflection_pad3d relu6 relu6_ replication_pad1d replication_pad2d replication_pad3d rrelu_with_noise rrelu_with_noise_ scaled_dot_product_attention silu silu_ slow_conv3d slow_conv_dilated2d slow_conv_dilated3d slow_conv_transpose2d slow_conv_transpose3d smooth_l1_loss soft_margin_loss softplus softshrink thnn_conv2d unflatten_dense_tensors upsample_bicubic2d upsample_bilinear2d upsample_linear1d upsample_nearest1d upsample_nearest2d upsample_nearest3d upsample_trilinear3d',
      'torch._VF': 'relu tanh sigmoid',
    },
  },
  {
    level: 'built',
    why: 'is a module, an optimiser, a distribution or a data set',
    names: {
      'torch.amp.grad_scaler': 'GradScaler OptState _MultiDeviceReplicator',
      'torch.ao.nn.intrinsic.modules.fused':
        'BNReLU2d BNReLU3d ConvAdd2d ConvAddReLU2d ConvBn1d ConvBn2d ConvBn3d ConvBnReLU1d ConvBnReLU2d ConvBnReLU3d ConvReLU1d ConvReLU2d ConvReLU3d LinearBn1d LinearLeakyReLU LinearReLU LinearTanh _FusedModule',
      'torch.ao.nn.intrinsic.qat.modules.conv_fused':
        'ConvBn1d ConvBn2d ConvBn3d ConvBnReLU1d ConvBnReLU2d ConvBnReLU3d ConvReLU1d ConvReLU2d ConvReLU3d _ConvBnNd',
      'torch.ao.nn.intrinsic.qat.modules.linear_fused': 'LinearBn1d',
      'torch.ao.nn.intrinsic.qat.modules.linear_relu': 'LinearReLU',
      'torch.ao.nn.intrinsic.quantized.dynamic.modules.linear_relu': 'LinearReLU',
      'torch.ao.nn.intrinsic.quantized.modules.bn_relu': 'BNReLU2d BNReLU3d',
      'torch.ao.nn.intrinsic.quantized.modules.conv_add': 'ConvAdd2d ConvAddReLU2d',
      'torch.ao.nn.intrinsic.quantized.modules.conv_relu': 'ConvReLU1d ConvReLU2d ConvReLU3d',
      'torch.ao.nn.intrinsic.quantized.modules.linear_relu': 'LinearLeakyReLU LinearReLU LinearTanh',
      'torch.ao.nn.qat.dynamic.modules.linear': 'Linear',
      'torch.ao.nn.qat.modules.conv': 'Conv1d Conv2d Conv3d _ConvNd',
      'torch.ao.nn.qat.modules.embedding_ops': 'Embedding EmbeddingBag',
      'torch.ao.nn.qat.modules.linear': 'Linear',
      'torch.ao.nn.quantizable.modules.activation': 'MultiheadAttention',
      'torch.ao.nn.quantizable.modules.rnn': 'LSTM LSTMCell _LSTMLayer _LSTMSingleLayer',
      'torch.ao.nn.quantized.dynamic.modules.conv':
        'Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d',
      'torch.ao.nn.quantized.dynamic.modules.linear': 'Linear',
      'torch.ao.nn.quantized.dynamic.modules.rnn':
        'GRU GRUCell LSTM LSTMCell PackedParameter RNNBase RNNCell RNNCellBase',
      'torch.ao.nn.quantized.modules': 'DeQuantize Quantize',
      'torch.ao.nn.quantized.modules.activation':
        'ELU Hardswish LeakyReLU MultiheadAttention PReLU ReLU6 Sigmoid Softmax',
      'torch.ao.nn.quantized.modules.batchnorm': 'BatchNorm2d BatchNorm3d _BatchNorm',
      'torch.ao.nn.quantized.modules.conv':
        'Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d _ConvNd _ConvTransposeNd',
      'torch.ao.nn.quantized.modules.dropout': 'Dropout',
      'torch.ao.nn.quantized.modules.embedding_ops': 'Embedding EmbeddingBag EmbeddingPackedParams',
      'torch.ao.nn.quantized.modules.functional_modules': 'FXFloatFunctional FloatFunctional QFunctional',
      'torch.ao.nn.quantized.modules.linear': 'Linear LinearPackedParams',
      'torch.ao.nn.quantized.modules.normalization': 'GroupNorm InstanceNorm1d InstanceNorm2d InstanceNorm3d LayerNorm',
      'torch.ao.nn.quantized.modules.rnn': 'LSTM',
      'torch.ao.nn.quantized.modules.utils': 'WeightedQuantizedModule',
      'torch.ao.nn.quantized.reference.modules.conv':
        'Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d _ConvNd _ConvTransposeNd',
      'torch.ao.nn.quantized.reference.modules.linear': 'Linear',
      'torch.ao.nn.quantized.reference.modules.rnn': 'GRU GRUCell LSTM LSTMCell RNNBase RNNCell RNNCellBase',
      'torch.ao.nn.quantized.reference.modules.sparse': 'Embedding EmbeddingBag',
      'torch.ao.nn.quantized.reference.modules.utils': 'ReferenceQuantizedModule',
      'torch.ao.nn.sparse.quantized.dynamic.linear': 'Linear',
      'torch.ao.nn.sparse.quantized.linear': 'Linear LinearPackedParams',
      'torch.ao.quantization': '_DerivedObserverOrFakeQuantize',
      'torch.ao.quantization._correct_bias': 'MeanShadowLogger',
      'torch.ao.quantization._learnable_fake_quantize': '_LearnableFakeQuantize',
      'torch.ao.quantization.fake_quantize':
        'FakeQuantize FakeQuantizeBase FixedQParamsFakeQuantize FusedMovingAvgObsFakeQuantize',
      'torch.ao.quantization.observer':
        'AffineQuantizedObserverBase FixedQParamsObserver Granularity HistogramObserver MappingType MinMaxObserver MovingAverageMinMaxObserver MovingAveragePerChannelMinMaxObserver NoopObserver ObserverBase PerAxis PerBlock PerChannelMinMaxObserver PerGroup PerRow PerTensor PerToken PlaceholderObserver RecordingObserver ReuseInputObserver TorchAODType UniformQuantizationObserverBase ZeroPointDomain _PartialWrapper',
      'torch.ao.quantization.qconfig': 'QConfig QConfigDynamic',
      'torch.ao.quantization.stubs': 'DeQuantStub QuantStub QuantWrapper',
      'torch.cuda.amp.grad_scaler': 'GradScaler OptState _MultiDeviceReplicator',
      'torch.distributions.bernoulli': 'Bernoulli',
      'torch.distributions.beta': 'Beta',
      'torch.distributions.binomial': 'Binomial',
      'torch.distributions.categorical': 'Categorical',
      'torch.distributions.cauchy': 'Cauchy',
      'torch.distributions.chi2': 'Chi2',
      'torch.distributions.constraint_registry': 'ConstraintRegistry',
      'torch.distributions.constraints':
        'Constraint MixtureSameFamilyConstraint _Boolean _Cat _CorrCholesky _Dependent _DependentProperty _GreaterThan _GreaterThanEq _HalfOpenInterval _IndependentConstraint _IntegerGreaterThan _IntegerInterval _IntegerLessThan _Interval _LessThan _LowerCholesky _LowerTriangular _Multinomial _OneHot _PositiveDefinite _PositiveSemidefinite _Real _Simplex _Square _Stack _Symmetric',
      'torch.distributions.continuous_bernoulli': 'ContinuousBernoulli',
      'torch.distributions.dirichlet': 'Dirichlet _Dirichlet',
      'torch.distributions.distribution': 'Distribution',
      'torch.distributions.exp_family': 'ExponentialFamily',
      'torch.distributions.exponential': 'Exponential',
      'torch.distributions.fishersnedecor': 'FisherSnedecor',
      'torch.distributions.gamma': 'Gamma',
      'torch.distributions.generalized_pareto': 'GeneralizedPareto',
      'torch.distributions.geometric': 'Geometric',
      'torch.distributions.gumbel': 'Gumbel',
      'torch.distributions.half_cauchy': 'HalfCauchy',
      'torch.distributions.half_normal': 'HalfNormal',
      'torch.distributions.independent': 'Independent',
      'torch.distributions.inverse_gamma': 'InverseGamma',
      'torch.distributions.kl': '_Match',
      'torch.distributions.kumaraswamy': 'Kumaraswamy',
      'torch.distributions.laplace': 'Laplace',
      'torch.distributions.lkj_cholesky': 'LKJCholesky',
      'torch.distributions.log_normal': 'LogNormal',
      'torch.distributions.logistic_normal': 'LogisticNormal',
      'torch.distributions.lowrank_multivariate_normal': 'LowRankMultivariateNormal',
      'torch.distributions.mixture_same_family': 'MixtureSameFamily',
      'torch.distributions.multinomial': 'Multinomial',
      'torch.distributions.multivariate_normal': 'MultivariateNormal',
      'torch.distributions.negative_binomial': 'NegativeBinomial',
      'torch.distributions.normal': 'Normal',
      'torch.distributions.one_hot_categorical': 'OneHotCategorical OneHotCategoricalStraightThrough',
      'torch.distributions.pareto': 'Pareto',
      'torch.distributions.poisson': 'Poisson',
      'torch.distributions.relaxed_bernoulli': 'LogitRelaxedBernoulli RelaxedBernoulli',
      'torch.distributions.relaxed_categorical': 'ExpRelaxedCategorical RelaxedOneHotCategorical',
      'torch.distributions.studentT': 'StudentT',
      'torch.distributions.transformed_distribution': 'TransformedDistribution',
      'torch.distributions.transforms':
        'AbsTransform AffineTransform CatTransform ComposeTransform CorrCholeskyTransform CumulativeDistributionTransform ExpTransform IndependentTransform LowerCholeskyTransform PositiveDefiniteTransform PowerTransform ReshapeTransform SigmoidTransform SoftmaxTransform SoftplusTransform StackTransform StickBreakingTransform TanhTransform Transform _InverseTransform',
      'torch.distributions.uniform': 'Uniform',
      'torch.distributions.utils': '_lazy_property_and_property lazy_property',
      'torch.distributions.von_mises': 'VonMises',
      'torch.distributions.weibull': 'Weibull',
      'torch.distributions.wishart': 'Wishart',
      'torch.nn.modules.activation':
        'CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid LogSoftmax Mish MultiheadAttention PReLU RReLU ReLU ReLU6 SELU SiLU Sigmoid Softmax Softmax2d Softmin Softplus Softshrink Softsign Tanh Tanhshrink Threshold',
      'torch.nn.modules.adaptive': 'AdaptiveLogSoftmaxWithLoss',
      'torch.nn.modules.batchnorm':
        'BatchNorm1d BatchNorm2d BatchNorm3d LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d SyncBatchNorm _BatchNorm _LazyNormBase _NormBase',
      'torch.nn.modules.channelshuffle': 'ChannelShuffle',
      'torch.nn.modules.container': 'Container ModuleDict ModuleList ParameterDict ParameterList Sequential',
      'torch.nn.modules.conv':
        'Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d _ConvNd _ConvTransposeMixin _ConvTransposeNd',
      'torch.nn.modules.distance': 'CosineSimilarity PairwiseDistance',
      'torch.nn.modules.dropout': 'AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout _DropoutNd',
      'torch.nn.modules.flatten': 'Flatten Unflatten',
      'torch.nn.modules.fold': 'Fold Unfold',
      'torch.nn.modules.instancenorm':
        'InstanceNorm1d InstanceNorm2d InstanceNorm3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d _InstanceNorm',
      'torch.nn.modules.linear': 'Bilinear Identity LazyLinear Linear NonDynamicallyQuantizableLinear',
      'torch.nn.modules.loss':
        'BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CrossEntropyLoss GaussianNLLLoss HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss LinearCrossEntropyLoss MSELoss MarginRankingLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss NLLLoss NLLLoss2d PoissonNLLLoss SmoothL1Loss SoftMarginLoss TripletMarginLoss TripletMarginWithDistanceLoss _Loss _WeightedLoss',
      'torch.nn.modules.module': 'Module',
      'torch.nn.modules.normalization': 'CrossMapLRN2d GroupNorm LayerNorm LocalResponseNorm RMSNorm',
      'torch.nn.modules.padding':
        'CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d _CircularPadNd _ConstantPadNd _ReflectionPadNd _ReplicationPadNd',
      'torch.nn.modules.pixelshuffle': 'PixelShuffle PixelUnshuffle',
      'torch.nn.modules.pooling':
        'AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d FractionalMaxPool2d FractionalMaxPool3d LPPool1d LPPool2d LPPool3d MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d _AdaptiveAvgPoolNd _AdaptiveMaxPoolNd _AvgPoolNd _LPPoolNd _MaxPoolNd _MaxUnpoolNd',
      'torch.nn.modules.rnn': 'GRU GRUCell LSTM LSTMCell RNN RNNBase RNNCell RNNCellBase',
      'torch.nn.modules.sparse': 'Embedding EmbeddingBag',
      'torch.nn.modules.transformer':
        'Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder TransformerEncoderLayer',
      'torch.nn.modules.upsampling': 'Upsample UpsamplingBilinear2d UpsamplingNearest2d',
      'torch.nn.parallel.data_parallel': 'DataParallel',
      'torch.nn.parameter': 'UninitializedTensorMixin _BufferMeta _ParameterMeta',
      'torch.nn.utils.parametrizations': '_OrthMaps _Orthogonal _SpectralNorm _WeightNorm',
      'torch.nn.utils.parametrize': 'ParametrizationList',
      'torch.nn.utils.prune':
        'BasePruningMethod CustomFromMask Identity L1Unstructured LnStructured PruningContainer RandomStructured RandomUnstructured',
      'torch.nn.utils.rnn': 'PackedSequence PackedSequence_',
      'torch.nn.utils.spectral_norm': 'SpectralNorm SpectralNormLoadStateDictPreHook SpectralNormStateDictHook',
      'torch.nn.utils.weight_norm': 'WeightNorm',
      'torch.optim': 'Adafactor Muon',
      'torch.optim.adadelta': 'Adadelta',
      'torch.optim.adagrad': 'Adagrad',
      'torch.optim.adam': 'Adam',
      'torch.optim.adamax': 'Adamax',
      'torch.optim.adamw': 'AdamW',
      'torch.optim.asgd': 'ASGD',
      'torch.optim.lbfgs': 'LBFGS',
      'torch.optim.lr_scheduler':
        'ChainedScheduler ConstantLR CosineAnnealingLR CosineAnnealingWarmRestarts CyclicLR ExponentialLR LRScheduler LambdaLR LinearLR MultiStepLR MultiplicativeLR OneCycleLR PolynomialLR ReduceLROnPlateau SequentialLR StepLR _LRScheduler _SchedulePhase _enable_get_lr_call _initial_mode',
      'torch.optim.nadam': 'NAdam',
      'torch.optim.optimizer': 'Optimizer _RequiredParameter',
      'torch.optim.radam': 'RAdam',
      'torch.optim.rmsprop': 'RMSprop',
      'torch.optim.rprop': 'Rprop',
      'torch.optim.sgd': 'SGD',
      'torch.optim.sparse_adam': 'SparseAdam',
      'torch.optim.swa_utils': 'AveragedModel SWALR',
      'torch.utils.data.dataset':
        'ChainDataset ConcatDataset Dataset IterableDataset StackDataset Subset TensorDataset',
      'torch.utils.data.sampler':
        'BatchSampler RandomSampler Sampler SequentialSampler SubsetRandomSampler WeightedRandomSampler',
      'torchvision.models._api': 'WeightsEnum',
      'torchvision.models._utils': 'IntermediateLayerGetter',
      'torchvision.models.alexnet': 'AlexNet AlexNet_Weights',
      'torchvision.models.convnext':
        'CNBlock ConvNeXt ConvNeXt_Base_Weights ConvNeXt_Large_Weights ConvNeXt_Small_Weights ConvNeXt_Tiny_Weights LayerNorm2d',
      'torchvision.models.densenet':
        'DenseNet DenseNet121_Weights DenseNet161_Weights DenseNet169_Weights DenseNet201_Weights _DenseBlock _DenseLayer _Transition',
      'torchvision.models.detection.anchor_utils': 'AnchorGenerator DefaultBoxGenerator',
      'torchvision.models.detection.backbone_utils': 'BackboneWithFPN',
      'torchvision.models.detection.faster_rcnn':
        'FastRCNNConvFCHead FastRCNNPredictor FasterRCNN FasterRCNN_MobileNet_V3_Large_320_FPN_Weights FasterRCNN_MobileNet_V3_Large_FPN_Weights FasterRCNN_ResNet50_FPN_V2_Weights FasterRCNN_ResNet50_FPN_Weights TwoMLPHead',
      'torchvision.models.detection.fcos':
        'FCOS FCOSClassificationHead FCOSHead FCOSRegressionHead FCOS_ResNet50_FPN_Weights',
      'torchvision.models.detection.generalized_rcnn': 'GeneralizedRCNN',
      'torchvision.models.detection.keypoint_rcnn':
        'KeypointRCNN KeypointRCNNHeads KeypointRCNNPredictor KeypointRCNN_ResNet50_FPN_Weights',
      'torchvision.models.detection.mask_rcnn':
        'MaskRCNN MaskRCNNHeads MaskRCNNPredictor MaskRCNN_ResNet50_FPN_V2_Weights MaskRCNN_ResNet50_FPN_Weights',
      'torchvision.models.detection.retinanet':
        'RetinaNet RetinaNetClassificationHead RetinaNetHead RetinaNetRegressionHead RetinaNet_ResNet50_FPN_V2_Weights RetinaNet_ResNet50_FPN_Weights',
      'torchvision.models.detection.roi_heads': 'RoIHeads',
      'torchvision.models.detection.rpn': 'RPNHead RegionProposalNetwork',
      'torchvision.models.detection.ssd':
        'SSD SSD300_VGG16_Weights SSDClassificationHead SSDFeatureExtractorVGG SSDHead SSDRegressionHead SSDScoringHead',
      'torchvision.models.detection.ssdlite':
        'SSDLite320_MobileNet_V3_Large_Weights SSDLiteClassificationHead SSDLiteFeatureExtractorMobileNet SSDLiteHead SSDLiteRegressionHead',
      'torchvision.models.detection.transform': 'GeneralizedRCNNTransform',
      'torchvision.models.efficientnet':
        'EfficientNet EfficientNet_B0_Weights EfficientNet_B1_Weights EfficientNet_B2_Weights EfficientNet_B3_Weights EfficientNet_B4_Weights EfficientNet_B5_Weights EfficientNet_B6_Weights EfficientNet_B7_Weights EfficientNet_V2_L_Weights EfficientNet_V2_M_Weights EfficientNet_V2_S_Weights FusedMBConv MBConv',
      'torchvision.models.googlenet': 'BasicConv2d GoogLeNet GoogLeNet_Weights Inception InceptionAux',
      'torchvision.models.inception':
        'BasicConv2d Inception3 InceptionA InceptionAux InceptionB InceptionC InceptionD InceptionE Inception_V3_Weights',
      'torchvision.models.maxvit':
        'MBConv MaxVit MaxVitBlock MaxVitLayer MaxVit_T_Weights PartitionAttentionLayer RelativePositionalMultiHeadAttention SwapAxes WindowDepartition WindowPartition',
      'torchvision.models.mnasnet':
        'MNASNet MNASNet0_5_Weights MNASNet0_75_Weights MNASNet1_0_Weights MNASNet1_3_Weights _InvertedResidual',
      'torchvision.models.mobilenetv2': 'InvertedResidual MobileNetV2 MobileNet_V2_Weights',
      'torchvision.models.mobilenetv3':
        'InvertedResidual MobileNetV3 MobileNet_V3_Large_Weights MobileNet_V3_Small_Weights',
      'torchvision.models.optical_flow.raft':
        'BottleneckBlock ConvGRU CorrBlock FeatureEncoder FlowHead MaskPredictor MotionEncoder RAFT Raft_Large_Weights Raft_Small_Weights RecurrentBlock ResidualBlock UpdateBlock',
      'torchvision.models.quantization.googlenet':
        'GoogLeNet_QuantizedWeights QuantizableBasicConv2d QuantizableGoogLeNet QuantizableInception QuantizableInceptionAux',
      'torchvision.models.quantization.inception':
        'Inception_V3_QuantizedWeights QuantizableBasicConv2d QuantizableInception3 QuantizableInceptionA QuantizableInceptionAux QuantizableInceptionB QuantizableInceptionC QuantizableInceptionD QuantizableInceptionE',
      'torchvision.models.quantization.mobilenetv2':
        'MobileNet_V2_QuantizedWeights QuantizableInvertedResidual QuantizableMobileNetV2',
      'torchvision.models.quantization.mobilenetv3':
        'MobileNet_V3_Large_QuantizedWeights QuantizableInvertedResidual QuantizableMobileNetV3 QuantizableSqueezeExcitation',
      'torchvision.models.quantization.resnet':
        'QuantizableBasicBlock QuantizableBottleneck QuantizableResNet ResNeXt101_32X8D_QuantizedWeights ResNeXt101_64X4D_QuantizedWeights ResNet18_QuantizedWeights ResNet50_QuantizedWeights',
      'torchvision.models.quantization.shufflenetv2':
        'QuantizableInvertedResidual QuantizableShuffleNetV2 ShuffleNet_V2_X0_5_QuantizedWeights ShuffleNet_V2_X1_0_QuantizedWeights ShuffleNet_V2_X1_5_QuantizedWeights ShuffleNet_V2_X2_0_QuantizedWeights',
      'torchvision.models.regnet':
        'AnyStage BottleneckTransform RegNet RegNet_X_16GF_Weights RegNet_X_1_6GF_Weights RegNet_X_32GF_Weights RegNet_X_3_2GF_Weights RegNet_X_400MF_Weights RegNet_X_800MF_Weights RegNet_X_8GF_Weights RegNet_Y_128GF_Weights RegNet_Y_16GF_Weights RegNet_Y_1_6GF_Weights RegNet_Y_32GF_Weights RegNet_Y_3_2GF_Weights RegNet_Y_400MF_Weights RegNet_Y_800MF_Weights RegNet_Y_8GF_Weights ResBottleneckBlock SimpleStemIN',
      'torchvision.models.resnet':
        'BasicBlock Bottleneck ResNeXt101_32X8D_Weights ResNeXt101_64X4D_Weights ResNeXt50_32X4D_Weights ResNet ResNet101_Weights ResNet152_Weights ResNet18_Weights ResNet34_Weights ResNet50_Weights Wide_ResNet101_2_Weights Wide_ResNet50_2_Weights',
      'torchvision.models.segmentation._utils': '_SimpleSegmentationModel',
      'torchvision.models.segmentation.deeplabv3':
        'ASPP ASPPConv ASPPPooling DeepLabHead DeepLabV3 DeepLabV3_MobileNet_V3_Large_Weights DeepLabV3_ResNet101_Weights DeepLabV3_ResNet50_Weights',
      'torchvision.models.segmentation.fcn': 'FCN FCNHead FCN_ResNet101_Weights FCN_ResNet50_Weights',
      'torchvision.models.segmentation.lraspp': 'LRASPP LRASPPHead LRASPP_MobileNet_V3_Large_Weights',
      'torchvision.models.shufflenetv2':
        'InvertedResidual ShuffleNetV2 ShuffleNet_V2_X0_5_Weights ShuffleNet_V2_X1_0_Weights ShuffleNet_V2_X1_5_Weights ShuffleNet_V2_X2_0_Weights',
      'torchvision.models.squeezenet': 'Fire SqueezeNet SqueezeNet1_0_Weights SqueezeNet1_1_Weights',
      'torchvision.models.swin_transformer':
        'PatchMerging PatchMergingV2 ShiftedWindowAttention ShiftedWindowAttentionV2 SwinTransformer SwinTransformerBlock SwinTransformerBlockV2 Swin_B_Weights Swin_S_Weights Swin_T_Weights Swin_V2_B_Weights Swin_V2_S_Weights Swin_V2_T_Weights',
      'torchvision.models.vgg':
        'VGG VGG11_BN_Weights VGG11_Weights VGG13_BN_Weights VGG13_Weights VGG16_BN_Weights VGG16_Weights VGG19_BN_Weights VGG19_Weights',
      'torchvision.models.video.mvit':
        'MViT MViT_V1_B_Weights MViT_V2_S_Weights MultiscaleAttention MultiscaleBlock Pool PositionalEncoding',
      'torchvision.models.video.resnet':
        'BasicBlock BasicStem Bottleneck Conv2Plus1D Conv3DNoTemporal Conv3DSimple MC3_18_Weights R2Plus1D_18_Weights R2Plus1dStem R3D_18_Weights VideoResNet',
      'torchvision.models.video.s3d': 'S3D S3D_Weights SepInceptionBlock3D TemporalSeparableConv',
      'torchvision.models.video.swin_transformer':
        'PatchEmbed3d ShiftedWindowAttention3d Swin3D_B_Weights Swin3D_S_Weights Swin3D_T_Weights SwinTransformer3d',
      'torchvision.models.vision_transformer':
        'Encoder EncoderBlock MLPBlock ViT_B_16_Weights ViT_B_32_Weights ViT_H_14_Weights ViT_L_16_Weights ViT_L_32_Weights VisionTransformer',
      'torchvision.ops.deform_conv': 'DeformConv2d',
      'torchvision.ops.drop_block': 'DropBlock2d DropBlock3d',
      'torchvision.ops.feature_pyramid_network': 'ExtraFPNBlock FeaturePyramidNetwork LastLevelMaxPool LastLevelP6P7',
      'torchvision.ops.misc':
        'Conv2dNormActivation Conv3dNormActivation ConvNormActivation FrozenBatchNorm2d MLP Permute SqueezeExcitation',
      'torchvision.ops.poolers': 'MultiScaleRoIAlign',
      'torchvision.ops.ps_roi_align': 'PSRoIAlign',
      'torchvision.ops.ps_roi_pool': 'PSRoIPool',
      'torchvision.ops.roi_align': 'RoIAlign',
      'torchvision.ops.roi_pool': 'RoIPool',
      'torchvision.ops.stochastic_depth': 'StochasticDepth',
      'torchvision.transforms._presets':
        'ImageClassification ObjectDetection OpticalFlow SemanticSegmentation VideoClassification',
      'torchvision.transforms._transforms_video':
        'CenterCropVideo NormalizeVideo RandomCropVideo RandomHorizontalFlipVideo RandomResizedCropVideo ToTensorVideo',
      'torchvision.transforms.autoaugment': 'AugMix AutoAugment AutoAugmentPolicy RandAugment TrivialAugmentWide',
      'torchvision.transforms.functional': 'InterpolationMode',
      'torchvision.transforms.transforms':
        'CenterCrop ColorJitter Compose ConvertImageDtype ElasticTransform FiveCrop GaussianBlur Grayscale Lambda LinearTransformation Normalize PILToTensor Pad RandomAdjustSharpness RandomAffine RandomApply RandomAutocontrast RandomChoice RandomCrop RandomEqualize RandomErasing RandomGrayscale RandomHorizontalFlip RandomInvert RandomOrder RandomPerspective RandomPosterize RandomResizedCrop RandomRotation RandomSolarize RandomTransforms RandomVerticalFlip Resize TenCrop ToPILImage ToTensor',
      'torchvision.transforms.v2._augment': 'CutMix JPEG MixUp RandomErasing _BaseMixUpCutMix',
      'torchvision.transforms.v2._auto_augment': 'AugMix AutoAugment RandAugment TrivialAugmentWide _AutoAugmentBase',
      'torchvision.transforms.v2._color':
        'ColorJitter Grayscale RGB RandomAdjustSharpness RandomAutocontrast RandomChannelPermutation RandomEqualize RandomGrayscale RandomInvert RandomPhotometricDistort RandomPosterize RandomSolarize',
      'torchvision.transforms.v2._container': 'Compose RandomApply RandomChoice RandomOrder',
      'torchvision.transforms.v2._deprecated': 'ToTensor',
      'torchvision.transforms.v2._geometry':
        'CenterCrop ElasticTransform FiveCrop Pad RandomAffine RandomCrop RandomHorizontalFlip RandomIoUCrop RandomPerspective RandomResize RandomResizedCrop RandomRotation RandomShortestSize RandomVerticalFlip RandomZoomOut Resize ScaleJitter TenCrop',
      'torchvision.transforms.v2._meta':
        'ClampBoundingBox ClampBoundingBoxes ClampKeyPoints ConvertBoundingBoxFormat ConvertDtype SetClampingMode',
      'torchvision.transforms.v2._misc':
        'ConvertImageDtype GaussianBlur GaussianNoise Identity Lambda LinearTransformation Normalize SanitizeBoundingBox SanitizeBoundingBoxes SanitizeKeyPoints ToDtype',
      'torchvision.transforms.v2._temporal': 'UniformTemporalSubsample',
      'torchvision.transforms.v2._transform': 'Transform _RandomApplyTransform',
      'torchvision.transforms.v2._type_conversion':
        'PILToTensor ToImage ToImagePIL ToImageTensor ToPILImage ToPureTensor',
      'torch.nn.parallel.distributed': 'DistributedDataParallel',
      'torch.nn.backends.thnn': '_get_thnn_function_backend',
    },
  },
  {
    level: 'built',
    why: 'tells where the tensors of a distributed checkpoint are',
    names: {
      'torch.distributed.checkpoint.metadata':
        'BytesStorageMetadata ChunkStorageMetadata Metadata MetadataIndex StorageMeta TensorProperties TensorStorageMetadata',
      'torch.distributed._shard.sharded_tensor.metadata': 'TensorProperties',
      'torch.distributed.checkpoint.filesystem': '_StorageInfo',
    },
  },
  {
    level: 'harmless',
    why: 'is an enumeration: its values are made by their number',
    names: {
      'torch.distributed.checkpoint.metadata': '_MEM_FORMAT_ENCODING',
      'torch.distributed._shard.sharded_tensor.metadata': 'MEM_FORMAT_ENCODING',
    },
  },
];
