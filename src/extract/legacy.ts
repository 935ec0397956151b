/**
 * One-part ids. No new ones can be made, so the models' list is closed: the canonical ids that moved under organisations in 2024
 * (huggingface/transformers#28795) and still redirect. The datasets' list is of those seen in public code.
 */

const LEGACY_MODELS = new Set(
  `albert-base-v1 albert-base-v2 albert-large-v1 albert-large-v2 albert-xlarge-v1 albert-xlarge-v2 albert-xxlarge-v1 albert-xxlarge-v2
  bert-base-cased bert-base-cased-finetuned-mrpc bert-base-chinese bert-base-german-cased bert-base-german-dbmdz-cased bert-base-german-dbmdz-uncased
  bert-base-multilingual-cased bert-base-multilingual-uncased bert-base-uncased bert-large-cased bert-large-cased-whole-word-masking
  bert-large-cased-whole-word-masking-finetuned-squad bert-large-uncased bert-large-uncased-whole-word-masking
  bert-large-uncased-whole-word-masking-finetuned-squad camembert-base ctrl distilbert-base-cased distilbert-base-cased-distilled-squad
  distilbert-base-german-cased distilbert-base-multilingual-cased distilbert-base-uncased distilbert-base-uncased-distilled-squad
  distilbert-base-uncased-finetuned-sst-2-english distilgpt2 distilroberta-base gpt2 gpt2-large gpt2-medium gpt2-xl openai-gpt roberta-base
  roberta-base-openai-detector roberta-large roberta-large-mnli roberta-large-openai-detector t5-11b t5-3b t5-base t5-large t5-small
  transfo-xl-wt103 xlm-clm-ende-1024 xlm-clm-enfr-1024 xlm-mlm-100-1280 xlm-mlm-17-1280 xlm-mlm-en-2048 xlm-mlm-ende-1024 xlm-mlm-enfr-1024
  xlm-mlm-enro-1024 xlm-mlm-tlm-xnli15-1024 xlm-mlm-xnli15-1024 xlm-roberta-base xlm-roberta-large xlm-roberta-large-finetuned-conll02-dutch
  xlm-roberta-large-finetuned-conll02-spanish xlm-roberta-large-finetuned-conll03-english xlm-roberta-large-finetuned-conll03-german
  xlnet-base-cased xlnet-large-cased`.split(/\s+/),
);

const LEGACY_DATASETS = new Set(
  `adversarial_qa ag_news ai2_arc amazon_polarity amazon_reviews_multi amazon_us_reviews anli app_reviews banking77 beans billsum bookcorpus
  boolq c4 cats_vs_dogs cifar10 cifar100 clinc_oos cnn_dailymail code_search_net common_voice commonsense_qa conll2003 coqa cosmos_qa dbpedia_14
  drop duorc eli5 emotion fashion_mnist financial_phrasebank food101 gigaword glue gsm8k head_qa health_fact hellaswag hotpot_qa imagenet-1k imdb
  iwslt2017 kde4 lambada librispeech_asr math_qa mbpp mc4 mlqa mnist ms_marco msr_sqa multi_news multi_nli narrativeqa natural_questions ncbi_disease
  news_commentary newsgroup openai_humaneval openbookqa openwebtext opus100 opus_books oscar paws paws-x piqa poem_sentiment ptb_text_only pubmed_qa
  qasc qasper quac quail quora race reddit rotten_tomatoes samsum scene_parse_150 scientific_papers sciq silicone snli social_i_qa speech_commands squad
  squad_v2 sst sst2 stsb_multi_mt super_glue superb svhn swag the_pile timit_asr trec trivia_qa truthful_qa tweet_eval tydiqa wiki40b wiki_dpr wiki_qa
  wikiann wikihow wikipedia wikitext winogrande wmt14 wmt16 wmt19 wnut_17 xcopa xglue xnli xquad xsum xtreme yahoo_answers_topics yelp_polarity
  yelp_review_full`.split(/\s+/),
);

/** Names of `load_dataset` that are readers of files, not repositories. */
const BUILDERS = new Set(
  'arrow audiofolder cache csv eval generator geoparquet hdf5 imagefolder iceberg json jsonl lance ndjson nifti pandas parquet pdffolder polars spark sql text videofolder webdataset xml'.split(
    ' ',
  ),
);

export function isLegacyModel(name: string): boolean {
  return LEGACY_MODELS.has(name.toLowerCase());
}

export function isLegacyDataset(name: string): boolean {
  return LEGACY_DATASETS.has(name);
}

export function isBuilder(name: string): boolean {
  return BUILDERS.has(name.toLowerCase());
}

/**
 * Names that sentence-transformers takes without its namespace, and then puts it before them, unless they are one of the basic
 * models. Source: sentence_transformers/SentenceTransformer.py, `basic_transformer_models`.
 */
const SENTENCE_MODEL =
  /^(?:all-(?:minilm|mpnet|distilroberta|roberta)|allenai-specter|average_word_embeddings_|bert-(?:base|large)-nli|clip-vit-|distilbert-(?:base-)?(?:nli|multilingual)|distilroberta-base-(?:msmarco|paraphrase)|distiluse-|facebook-dpr-|gtr-t5-|labse$|msmarco-|multi-qa-|nli-|nq-|paraphrase-|quora-|roberta-(?:base|large)-nli|sentence-t5-|static-|stsb-|use-cmlm-|xlm-r-)/i;

export function isSentenceModel(name: string): boolean {
  return SENTENCE_MODEL.test(name) && !isLegacyModel(name) && !/\.[a-z]{2,}$/.test(name);
}
