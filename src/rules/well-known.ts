/** Namespaces that are worth imitating, as data, and names that are like one of them and honest. */

/**
 * Publishers whose models are loaded most. Chosen by hand, in November 2026, from a count of 567 namespaces in the code of public
 * repositories: companies, laboratories and communities, and people where their models are widely used.
 */
export const WELL_KNOWN: readonly string[] = `
  01-ai ai21labs ai4bharat Alibaba-NLP allenai amazon apple argilla BAAI baidu bartowski bigcode bigscience black-forest-labs
  BlinkDL ByteDance cardiffnlp cerebras codellama CohereForAI CohereLabs comfyanonymous Comfy-Org CompVis coqui cross-encoder
  databricks deepseek-ai deepset dbmdz distilbert EleutherAI facebook FacebookAI fal-ai ggml-org google google-bert google-t5
  h2oai h94 Helsinki-NLP huggingface HuggingFaceFW HuggingFaceH4 HuggingFaceM4 HuggingFaceTB ibm ibm-granite ideogram-ai
  InstantX Intel internlm intfloat jinaai kakaobrain laion lambdalabs Lightricks LiquidAI liuhaotian lllyasviel lmsys
  lmstudio-community meta-llama microsoft MiniMaxAI mistralai mixedbread-ai mlabonne mlx-community moonshotai mosaicml mteb
  nomic-ai NousResearch nvidia onnx-community openai openai-community openbmb openchat Open-Orca PaddlePaddle princeton-nlp
  pyannote Qwen runwayml Salesforce segmind sentence-transformers Skywork Snowflake stabilityai stable-diffusion-v1-5 stanfordnlp
  tencent TencentARC TheBloke THUDM tiiuae timm TinyLlama togethercomputer Tongyi-MAI unsloth Wan-AI Xenova xai-org zai-org
`
  .trim()
  .split(/\s+/);

/** Accounts that are like one of those, belong to it or to somebody else of good name, and were seen in public code. */
export const HONEST: readonly string[] = ``.trim().split(/\s+/);
