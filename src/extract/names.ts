/** What the names of models look like. */

/** Families, sizes and formats of models, as whole parts of a name. */
export const MODEL_NAME =
  /(?:^|[-_./])(?:[a-z]*bert[a-z]*|[a-z]*gpt\d*|[a-z]*llama[\d.]*|qwen[\d.]*|qwq|mistral|mixtral|ministral|pixtral|gemma[\d.]*|phi[\d.]*|falcon[\d.]*|bloomz?|t5|flan|ul2|pegasus|m?bart|marian|nllb|m2m\d*|whisper|wav2vec2?|hubert|clip|siglip\d*|blip\d*|vit|swin|deit|dino(?:v[23])?|detr|yolo[a-z\d]*|resnet\d*|convnext[a-z\d]*|efficientnet[a-z\d]*|sdxl?|flux[\d.]*|controlnet|lora|kandinsky|pixart|bge|gte|e5|minilm|mpnet|splade|colbert[a-z\d]*|reranker|rerank|deepseek|internlm\d*|chatglm\d*|glm|baichuan\d*|zephyr|vicuna|alpaca|hermes|dolly|starcoder\d*|santacoder|codegen\d*|smollm\d*|smolvlm\d*|granite|olmo\d*|pythia|rwkv|mamba\d*|jamba|nemotron|kimi|minimax|ernie|hunyuan[a-z\d]*|speecht5|xtts|parler|kokoro|llava|paligemma\d*|moondream\d*|florence|trocr|layoutlm[a-z\d]*|donut|longformer|bigbird|electra|xlnet|xlm|squad\d*|wikitext|imdb|mnli|[a-z]{0,2}\d+(?:\.\d+)?[bm]|\d+x\d+b|gguf|ggml|gptq|awq|exl[23]|mlx|onnx|int[48]|fp(?:4|8|16|32)|bf16|nf4|i?q\d(?:_[\dkmsl_]+)?|[48]bit|uncased|cased|distill?ed|finetuned|pretrained|instruct)(?=$|[-_./])|diffusion/i;
/** A family or a format alone: two of them joined by a slash are alternatives, not an owner and a name. */
export const MODEL_TERM =
  /^(?:[a-z]*bert|gpt[-\d.]*|llama[-\d.]*|qwen[-\d.]*(?:vl|coder|audio|omni|math|max|plus|turbo)?|mistral|mixtral|gemma[-\d]*|paligemma\d*|phi[-\d.]*|t5|bart|whisper|clip|siglip\d*|vit|sdxl?|sd\d?|flux[\d.]*|controlnet|lora|loha|lokr|vae|unet|dit|t2[iv]|i2[iv]|tts|asr|stt|llm|vlm|ocr|gguf|ggml|gptq|awq|exl2|mlx|onnx|int[48]|(?:nv|mx)?fp(?:4|8|16|32)|b?float(?:16|32)|bf16|nf4|i?q\d[_\dkmsl]*|[48]-?bit|cpu|gpu|cuda|rocm|mps|tpu|npu|pytorch|tensorflow|jax|flax|keras|safetensors|single-file)$/i;
/** A number of parameters, which few other things have in their name. */
export const MODEL_SIZE = /(?:^|[-_.x])[ae]?\d+(?:\.\d+)?[bm](?=$|[-_.])/i;
/** Words that models' names end in, and much else does too. */
export const MODEL_WORD =
  /(?:^|[-_./])(?:base|large|small|tiny|mini|medium|xl|xxl|chat|it|en|encoder|embed(?:ding)?s?|instructor|checkpoint|model|dataset|vae|unet|t2i|i2v|t2v|opus|sam\d*|v\d+(?:\.\d+)*|\d+k|turbo|lite|pro|preview|\d{3,4})(?=$|[-_./])/i;
