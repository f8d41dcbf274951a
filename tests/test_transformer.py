"""The pipeline over a transformer, with an encoder made on the spot: it trains, saves, loads and annotates."""

import shutil
from pathlib import Path

import pytest
import spacy

from nlp_pipeline.annotations import AnnotatedLetter, to_jsonl
from tests.conftest import ROOT

pytest.importorskip("spacy_transformers")
pytest.importorskip("datasets")

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from nlp_pipeline.training.run import TrainingError, train

CONFIG = ROOT / "configs" / "transformer.cfg"
SIGNS = {"unk_token": "[UNK]", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]", "mask_token": "[MASK]"}


def encoder(letters: list[AnnotatedLetter], folder: Path) -> Path:
    """A BERT of one layer that has learned nothing; its word pieces are those of the letters."""
    words = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    words.normalizer = normalizers.BertNormalizer(lowercase=False)
    words.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    words.train_from_iterator(
        [letter.text for letter in letters],
        trainers.WordPieceTrainer(vocab_size=800, special_tokens=list(SIGNS.values()), show_progress=False),
    )
    PreTrainedTokenizerFast(tokenizer_object=words, model_max_length=512, **SIGNS).save_pretrained(folder)
    shape = BertConfig(
        vocab_size=words.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
    )
    BertModel(shape).save_pretrained(folder)
    return folder


def test_it_trains_and_annotates(few_letters: list[AnnotatedLetter], tmp_path: Path) -> None:
    letters = [*few_letters[:4], *few_letters[8:10]]
    (tmp_path / "letters.jsonl").write_text(to_jsonl(letters), encoding="utf-8")
    settings = {"paths.encoder": str(encoder(letters, tmp_path / "encoder")), "training.max_epochs": 1}
    run = train(CONFIG, [tmp_path / "letters.jsonl"], tmp_path / "run", overrides=settings)
    assert [epoch.number for epoch in run.epochs] == [1]
    # the model carries its encoder along
    shutil.rmtree(tmp_path / "encoder")
    nlp = spacy.load(run.model)
    doc = nlp(letters[-1].text)
    assert nlp.meta["name"] == "policy_letters_trf"
    assert any(e.label_ == "ORG" and 0 <= e._.confidence <= 1 for e in doc.ents)
    assert list(doc.spans) == ["commitments"]


def test_an_encoder_that_is_not_there(small_gold: Path, tmp_path: Path) -> None:
    settings = {"paths.encoder": str(tmp_path / "nergens")}
    with pytest.raises(TrainingError, match=r"(?s)transformer\.cfg: .*nergens"):
        train(CONFIG, [small_gold], tmp_path / "run", overrides=settings)
