/**
 * Namespaces that are well known on the Hub: a hint that `ns/name` is meant for it, never a proof. Gathered from public code that loads
 * from them; names that mean something else more often than not (`cli`, `search`) are left out.
 */

const KNOWN = `
  01-ai 1bitLLM a-r-r-o-w aaditya aakash007 abacusai abetlen abinayam abisee Abzu
  ACE-Step AdaptLLM agentica-org AgentWaller Agnuxo agonh Agtian ahazeemi AI-Engine ai-forever
  AI-MO ai-sage ai21labs AI4Bharat aipicasso aisingapore aleksickx alfredplpl Alibaba-NLP alibaba-pai
  Alittlehammmer AllanFrostin allegro allenai allura-org Alpha-VLLM alvations alvp amayprro552 amazon
  amdnsr Amerbarhoush anhnct AnkitAI anonymous4chan AnswerDotAI anthracite-org antirez anton-l aoyoo
  apple arcee-ai argilla ArliAI arnir0 arogov Artefact2 asahi417 ashi-ta AtomicChat
  audeering audio-cpp autoevaluate autogluon avans06 avsolatorio aws-neuron ayushtues BAAI baffo32
  baichuan-inc baidu bartowski BeIR benlehrburger beomi berkeley-nest BestWishYsh bibimbap bigcode
  bigcode-data bigscience black-forest-labs blaze999 BlinkDL bluefoxcreation bofenghuang botp briaai ByteDance
  bytedance-research ByteDance-Seed cais calcuis camelids camembert camenduru canopylabs cardiffnlp carlofkl
  Cartinoe5930 castorini cekal celinah cerebras cfahlgren1 chargoddard chatdb ChuckMcSneed circlestone-labs
  cis-lmu CISCai city96 ckiplab cl-tohoku clapAI Classroom-workshop ClueAI codellama codeparrot
  cognitivecomputations Cohere CohereForAI CohereLabs cointegrated Comfy-Org comfyanonymous CompVis CONCISE coreml-projects
  cornell-movie-review-data coyotte508 Craap cross-encoder cross-encoder-testing csebuetnlp cstr csukuangfj cvssp cyberagent
  d4data daekeun-ml Daemontatox dair-ai dandelin danderian databricks davanstrien DavidAU DavyMorgan
  dbmdz decapoda-research decart-ai declare-lab deep4nshu12 deepcogito DeepFloyd DeepPavlov deepreinforce-ai deepsbn
  deepseek-ai deepset deepvk deerslab defog Delcos Delta-Vector Denys565 depth-anything DEVAIEXP
  DevQuasar dfurman dicta-il diffusers-internal-dev dipteshkanojia DiscoResearch distil-whisper distilbert dkleczek dmayhem93
  DockerTemplates dontito dphn dreamlike-art dslim dunzhang EdinburghNLP editing-images efederici Efficient-Large-Model
  ehartford ejschwartz elastic EleutherAI elinas elyza EmbeddedLLM embedding-data emilianJR emilyalsentzer
  empero-ai Enoch enzostvs EpistemeAI erkanxyzalaca erytrn espejelomar espnet ethz facebook
  FacebookAI fakezeta fal-ai fancyfeast fancyzhx Faradaylab fastrtc fathyshalab finetrainers finiteautomata
  fishaudio fka FlagOpen flair flammenai flax-community FPHam fragro frankjoshua FreedomIntelligence
  FuseAI fusing GamerUntouch gaunernst genmo georgesung germank ggerganov ggml-org gguf-org
  gia-project gligen GnLOLot google google-bert google-research-datasets google-t5 gorilla-llm gpt-omni gradientai
  GraniteAI gretelai Gryphe GSAI-ML gsaivinay guoyww gustavecortal Gustavosta h2oai h94
  Harsit heegyu Helsinki-NLP hexgrad hf-audio hf-internal-testing hf-tiny-model-private hfl HiDream-ai hkunlp
  HKUST-Audio hkust-nlp huawei-noah huggan hugging-quants huggingface-course huggingface-hub huggingface-projects HuggingFaceBio HuggingFaceBR
  HuggingFaceFV HuggingFaceFW HuggingFaceH4 huggingfacejs HuggingFaceM4 HuggingFaceTB huggyllama huihui-ai humarin hunyuanvideo-community
  hustcw hustvl iamtarun ibm ibm-ai-platform ibm-granite ibm-nasa-geospatial ibm-research IDEA-CCNL IDEA-Research
  ideogram-ai iic IlyaGusev impira inclusionAI infly InstantX Instruction-Tuning Intel internlm
  InternScience intfloat invisietch InvokeAI ipipan irds isnetbench ixa-ehu Jackmin108 Jackrong
  Jamessjunk jdopensource jellyheadnadrew jinaai joaogante jonatasgrosman jondurbin jphme Jsevisal julien-c
  kaaniince kai-os kakaobrain Kamelowy kandinsky-community kandinskylab karpathy KBLab KBlueLeaf keras-io
  kernels-community keyfan kfkas kha-white khachdallak khuranagarvit019 klue kmkarakaya knkarthick KoboldAI
  kohya-ss KoichiYasuoka kontext-community krea kuelumbus Kwai-Kolors kwoncho kyutai l3utterfly laion
  lambdalabs langfuse latent-consistency LatitudeGames learnanything leejet legacy-datasets leliuga lerobot Lewdiculous
  LGAI-EXAONE lhoestq lightblue lighteternal lightonai Lightricks lightx2v LiheYoung Linaqruf linhvu
  linoyts LiquidAI liuhaotian llamafactory llange llava-hf lllyasviel llm-jp LLM360 lmarena-ai
  lmms-lab lmqg lmstudio-community lmsys lmz LocalAI-Community LocalAI-io localmodels lodestones ltg
  LuffyTheFox lukaemon luodian lxyuan Lykon lyogavin lysandre M-CLIP MaartenGr madebyollin
  madlag MahmoudAshraf manu martin-ha massh3dpotato mattmdjaga mattshumer MaziyarPanahi MBZUAI MCG-NJU
  mcpotato mdeberta meituan-longcat Menlo merve meta-llama meta-math michaelfeil michaelw9999 microsoft
  migtissera mimbres mindlink MiniMaxAI minishlab Mintrz mispeech mistral-community mistralai mit-han-lab
  Mithilss Mitsua mixedbread-ai ml6team mlabonne mlc-ai mlx-community mlx-vision MMInstruction MMMU
  mncai moka-ai monadical-labs monologg monsoon-nlp monster-labs moonshotai MoritzLaurer mosaicml Motif-Technologies
  Mozilla mozilla-foundation mradermacher mrm8488 MTEB mudler multimodalart muneerhanif7 mys NagaSaiAbhinay
  Nanbeige nari-labs Narsil nateraw naver naver-clova-ix nbeerbower NCAI-Research ncbi Neko-Institute-of-Science
  nenkoru nerijs neulab NeuML neuralmagic neuralmind NeverSleep Nexusflow nghuyong ngxson
  nickmuchi nielsr NihalGazi NimaBoscarino nitrosocke nlp-waseda nlpai-lab nlpaueb nlpcloud nlptown
  noamrot noctrex nogyxo Nohobby nomic-ai nonlinearshimada Norod78 NousResearch nreimers NVEagle
  nvidia nvidia-cosmos nyu-mll nyu-visionx OAOA obi oliveirabruno01 oliverguhr onnx-community open-llm-leaderboard
  open-mmlab Open-Orca open-r1 open-thoughts openai openai-community OpenAssistant openbmb OpenBuddy openchat
  openerotica OpenGenAI OpenGVLab openlm-research OpenMed openmmlab OpenPeerAI OpenResearcher OpenSciLM opensearch-project
  OpenVoiceOS Orenguteng orhanxakarsu oscar-corpus ostris OuteAI OzzyGT PaddlePaddle pankaj-munde papluca
  parler-tts patrickjohncyr patrickvonplaten pdelobelle peakji PeanutJar peft-internal-testing pere perfectlyunreal perplexity-ai
  petals-team philschmid Photolens Photoroom physical-intelligence pierreguillou PixArt-alpha playgroundai PocketDoc poolside
  PORTULAN prajjwal1 preemo PrimeIntellect princeton-nlp prism-ml pritamdeka prithivida prithivMLmods ProCreations
  prodm93 prompthero ProsusAI prs-eth PrunaAI pszemraj ptx0 pyannote PygmalionAI pysentimiento
  q-future qualcomm Quant-Factory QuantFactory QuantStack QuantTrio Qwen qwopqwop radames radlab
  rajpurkar rasyosef raulc0399 raynardj razent rdpahalavan ReadyArt RectalWorm RedHatAI replit
  research-rabbit ResembleAI rhasspy rhymes-ai RicardoLee rinna RLHFlow Robin021 roboflow rocca
  roneneldan Rowan rubra-ai RUCAIBox ruibin-wang runwayml ruslanmv RWKV SakanaAI Salesforce
  sambanovasystems SamLowe samrawal Samsung sandeep2003 sander-wood Sanster Sao10K SAPOSS savasy
  sayakpaul SaylorTwift SBB scb10x schen sd-concepts-library sd-dreambooth-library sdadas second-state segmind
  sentence-transformers sentence-transformers-testing serbog sergeyzh SerrasKowalsky Serveurperso SetFit SG161222 shalomma Shashashasha
  shekharchatterjee shi-labs shibing624 ShieldGemma shirayu Shitao showlab shreevigneshs shunk031 SicariusSicariiStuff
  sileod SimianLuo skt Skylion007 Skywork smilegate-ai SmilingWolf snakers4 Snowflake snunlp
  sonoisa soob3123 sparse-encoder-testing speechbrain Spico sschet sshleifer stabilityai stable-diffusion-v1-5 stanford-crfm
  StanfordAIMI stanfordnlp stas state-spaces Steelskull stepfun-ai StevenZhang stevhliu studio-ousia suayptalha
  succinctly suno Supabase superb Supertone swiss-ai SWivid symanto Systran T-Systems-onsite
  takala tatsu-lab tau tawfikgh teknium tencent Tencent-Hunyuan TencentARC TencentBAC textattack
  theblackcat102 TheBloke TheDenk TheDrummer TheLastBen thenlper thesistranslation TheTravellingEngineer thibaud Thireus
  thomasavare ThomasNLG THUDM TIGER-Lab TigerResearch Tiiny tiiuae timbrooks timdettmers timm
  tiny-agents TinyLlama ToastyPigeon Tochka-AI togethercomputer tohoku-nlp tolgacangoz tomaarsen Tongyi-MAI Trelis
  Triangle104 trl-internal-testing trl-lib turboderp TurkuNLP typeform ucaslcl UCSC-VLAA uer ufal
  UFNLP uklfr unicamp-dl unitary universal-sentence-encoder universonic unoooo unsloth unslothai uoft-cs
  upstage urchade usamakenway utrobinmv UWV VAGOsolutions valhalla ValiantLabs valurank vblagoje
  vectara vennify VesNFF VFiona vhtran vidore vikhyatk vikp vinai vishnu-vs
  VisualCloze VLMEvalKit Voicelab voidful vonjack vumichien w601sxs Wan-AI wangfuyun warp-ai
  Wauplin wavymulder waylandy WhereIsAI wikimedia WisdomShell WizardLM WizardLMTeam Writer wukevin
  xai-org xDiT Xenova xet-team XiaomiMiMo Xilabs xinsir XLabs-AI xlangai xtuner
  Xwin-LM yahma yandex yankihue ybelkada yentinglin yeshanasthana yezhengli9 yikuan8 yiyanghkust
  YiYiXu ylecun yswill YuanGongMIT yuchenlin yuxinlu1 Z-a-o z-lab zai-org zalando-datasets
  zerofata zeroscope zeroshot ZeroWw ZeroXClem Zhejian ZhengPeng7 zhengr zhibinlan zhihan1996
  zib16 Zigeng zohaib99k Zyphra
`;

const known = new Set(KNOWN.toLowerCase().split(/\s+/));

export function isKnownNamespace(namespace: string | null): boolean {
  return namespace !== null && known.has(namespace.toLowerCase());
}
