/** Domains of ONNX operators whose code is known: that of the runtimes themselves. */

/** By domain, what its operators are. Whoever runs another one has to have loaded a library for it. */
const DOMAINS: Readonly<Record<string, string>> = {
  '': "ONNX's own operators, by their short name",
  'ai.onnx': "ONNX's own operators",
  'ai.onnx.ml': "ONNX's operators for classical models: trees, vectors, encoders",
  'ai.onnx.preview': "ONNX's operators to come",
  'ai.onnx.preview.training': "ONNX's operators of training: gradients and optimizers",
  'ai.onnx.training': "ONNX's operators of training",
  'ai.onnx.contrib': 'onnxruntime-extensions: tokenizers and other work on text, images and audio',
  'com.microsoft': "ONNX Runtime's own: fused and quantized forms of the others",
  'com.microsoft.experimental': "ONNX Runtime's own, on trial",
  'com.microsoft.extensions': 'onnxruntime-extensions',
  'com.microsoft.nchwc': "ONNX Runtime's own, for one layout of memory",
  'com.microsoft.mlfeaturizers': "ONNX Runtime's own: features of columns",
  'com.ms.internal.nhwc': "ONNX Runtime's own, for one layout of memory",
  'com.ms.internal.xnnpack': "ONNX Runtime's own, for XNNPACK",
  'org.pytorch.aten': "PyTorch's functions of tensors, by their name",
  'pkg.onnxscript.torch_lib': 'functions that the exporter of PyTorch writes into the model',
  'pkg.onnxscript.torch_lib.common': 'functions that the exporter of PyTorch writes into the model',
};

export const KNOWN_DOMAINS: ReadonlySet<string> = new Set(Object.keys(DOMAINS));
