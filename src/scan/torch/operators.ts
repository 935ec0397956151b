/** Operators of PyTorch that reach out, and the libraries whose operators work on tensors alone. */

/** By the names of TorchScript, in words that follow them. */
export const REACHES_FILES: Readonly<Record<string, string>> = {
  'torch.save': 'writes a file',
  'torch.from_file': 'maps a file into memory, and creates it where it is not there',
  'ops.aten.save': 'writes a file',
  'ops.aten.from_file': 'maps a file into memory, and creates it where it is not there',
  'ops.image.read_file': 'reads a file',
  'ops.image.write_file': 'writes a file',
  'ops.torchaudio.sox_io_load_audio_file': 'reads a file',
  'ops.torchaudio.sox_io_save_audio_file': 'writes a file',
  'ops.torchaudio.sox_effects_apply_effects_file': 'reads a file',
  'ops.torchaudio.sox_io_get_info': 'reads a file',
  'ops.video_reader.read_video_from_file': 'reads a file',
  'ops.video_reader.probe_video_from_file': 'reads a file',
};

/** Namespaces of operators of PyTorch, its own domain libraries, and extensions that many models need. */
export const KNOWN_NAMESPACES: ReadonlySet<string> = new Set(
  (
    'aten prim prims quantized quantized_decomposed torchvision torchaudio image video_reader mkldnn mkldnn_prepacked prepacked sparse xnnpack ' +
    'fbgemm torchtext torchao torch_scatter torch_sparse torch_cluster torch_spline_conv inductor _c10d_functional c10d_functional static_runtime ' +
    'executorch_prim cadence cortex_m et_vk llama dim_order_ops _quantized onednn ipex torch_ipex pyg metal vulkan vulkan_prepack metal_prepack'
  ).split(' '),
);
