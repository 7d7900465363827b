"""Say, in the language of a question, that the encoder does not read it."""

from babel import Locale, UnknownLocaleError

from ...corpus.language.question_language import question_language

READ = "en"
"""The language that the packaged encoder reads."""

_NOTICES = {
    "ar": "يُبحث في هذه التقارير بالإنجليزية فقط، فالنموذج المستخدم لا يقرأ العربية. اطرح سؤالك بالإنجليزية، أو اطلب "
    "من مشغّل هذه الصفحة "
    "اختيار نموذج متعدد اللغات.",
    "de": "Diese Berichte lassen sich nur auf Englisch durchsuchen: Das verwendete Modell liest kein Deutsch. Bitte "
    "fragen Sie auf "
    "Englisch, oder bitten Sie den Betreiber, ein mehrsprachiges Modell einzustellen.",
    "es": "Estos informes solo se pueden consultar en inglés: el modelo utilizado no lee español. Pregunte en inglés, "
    "o pida a quien "
    "administra el servicio que configure un modelo multilingüe.",
    "fa": "این گزارش‌ها فقط به انگلیسی جست‌وجو می‌شوند و مدل به‌کاررفته فارسی نمی‌خواند. لطفاً به انگلیسی بپرسید یا از "
    "گرداننده بخواهید "
    "مدلی چندزبانه تنظیم کند.",
    "fr": "Ces articles ne peuvent être consultés qu’en anglais : le modèle utilisé ne lit pas le français. Posez "
    "votre question en "
    "anglais, ou demandez à l’administrateur de choisir un modèle multilingue.",
    "he": "אפשר לחפש בדיווחים האלה באנגלית בלבד: המודל שבשימוש אינו קורא עברית. נא לשאול באנגלית, או לבקש ממנהל השירות "
    "לבחור מודל רב־לשוני.",
    "id": "Laporan-laporan ini hanya dapat ditelusuri dalam bahasa Inggris: model yang dipakai tidak membaca bahasa "
    "Indonesia. Silakan "
    "bertanya dalam bahasa Inggris, atau minta pengelola memasang model multibahasa.",
    "it": "Questi articoli si possono consultare solo in inglese: il modello usato non legge l’italiano. Faccia la "
    "domanda in inglese, "
    "oppure chieda a chi gestisce il servizio di impostare un modello multilingue.",
    "ja": "これらの記事は英語でのみ検索できます。使用中のモデルは日本語を読めません。英語で質問するか、"
    "多言語モデルの設定を管理者に依頼してください。",
    "nl": "Deze berichten kunnen alleen in het Engels worden doorzocht: het gebruikte model leest geen Nederlands. "
    "Stel uw vraag in het "
    "Engels, of vraag de beheerder een meertalig model in te stellen.",
    "pl": "Te doniesienia można przeszukiwać tylko po angielsku: używany model nie czyta po polsku. Proszę zapytać po "
    "angielsku albo "
    "poprosić administratora o ustawienie modelu wielojęzycznego.",
    "pt": "Estas notícias só podem ser consultadas em inglês: o modelo utilizado não lê português. Pergunte em inglês, "
    "ou peça ao "
    "administrador que configure um modelo multilíngue.",
    "ro": "Aceste știri pot fi căutate numai în engleză: modelul folosit nu citește limba română. Întrebați în engleză "
    "sau cereți "
    "administratorului să aleagă un model multilingv.",
    "ru": "Эти сообщения можно искать только на английском: используемая модель не читает по-русски. Задайте вопрос на "
    "английском или "
    "попросите администратора выбрать многоязычную модель.",
    "sv": "De här rapporterna kan bara sökas på engelska: modellen som används läser inte svenska. Ställ frågan på "
    "engelska, eller be "
    "den som driver tjänsten att välja en flerspråkig modell.",
    "tr": "Bu haberlerde yalnızca İngilizce arama yapılabilir: kullanılan model Türkçe okumuyor. Lütfen İngilizce "
    "sorun ya da yöneticiden "
    "çok dilli bir model seçmesini isteyin.",
    "uk": "Ці повідомлення можна шукати лише англійською: модель, що використовується, не читає українською. Поставте запитання "
    "англійською або попросіть адміністратора вибрати багатомовну модель.",
    "zh": "这些报道只能用英语检索：所用的模型不能读中文。请用英语提问，或请管理员改用多语言模型。",
}


def language_notice(question: str) -> tuple[str, str] | None:
    """Return (language, what to tell the reader in it) for a question that the packaged encoder does not read; else `None`."""
    language = question_language(question)
    if language == READ:
        return None
    return language, _NOTICES.get(language) or _in_english(language)


def _in_english(language: str) -> str:
    try:
        name = Locale(language).get_display_name("en") or "this language"
    except UnknownLocaleError:
        name = "this language"
    return (
        f"These reports can be searched in English only: the model in use does not read {name}. Ask in English, or ask whoever "
        "runs this service for a multilingual model."
    )
