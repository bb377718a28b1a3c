import { createInstance, type i18n } from 'i18next';
import { languages } from './phrases.generated.ts';

/** A language that there are messages in: a folder of `messages/`. */
export type Language = (typeof languages)[number];

/** Values that are filled in as they stand. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** The values of a message, none where it has none. */
export type ValuesOf<Slot extends string, Value> = [Slot] extends [never] ? [] : [Record<Slot, Value>];

/** Messages of one module by language and key. */
type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Says a message in a language: `say('en', 'lines', { count: 12 })`. Where a message has plural forms, the value `count`
 * chooses.
 */
export type SayMessage<Slots> = <Key extends keyof Slots & string>(
  language: Language,
  key: Key,
  ...values: ValuesOf<Slots[Key] & string, string | number>
) => string;

/**
 * One way to say the messages of a module; those of a language are prepared when it is first spoken. Values stand as they are: none is escaped, and no braces in one are filled in.
 * @throws where a key or a value is missing, which types keep from happening
 */
export function createMessages<Slots>(texts: Texts): SayMessage<Slots> {
  let translator: i18n | undefined;
  return (language, key, ...[values]) => {
    translator ??= createTranslator();
    if (texts[language] && !translator.hasResourceBundle(language, namespace)) {
      translator.addResourceBundle(language, namespace, preparedTexts(texts[language]));
    }
    return sayMessage(translator, language, key, values);
  };
}

/** The same in one language. */
export type SayIn<Slots> = <Key extends keyof Slots & string>(
  key: Key,
  ...values: ValuesOf<Slots[Key] & string, string | number>
) => string;

// A brace of a value, or one that holds no name, is filled in with nothing: it stands as this until all else is.
const brace = '\u{f8f0}';
const plainBrace = /\{(?!\w+\})/g;
// Chinese sets what is Latin apart by a space, and nothing else: a space between its words and a value stands as this until it
// is known whether the value is Chinese too.
const gap = '\u{f8f1}';
const han = '[\\u2e80-\\u9fff\\uff00-\\uffef]';
const spaceAtValue = new RegExp(`(?<=${han}) (?=\\{\\w+\\})|(?<=\\{\\w+\\}) (?=${han})`, 'g');
const gapInChinese = new RegExp(`(?<=${han})${gap}(?=${han})`, 'g');

function sayMessage(translator: i18n, language: string, key: string, values: MessageValues = {}): string {
  const filledIn: Record<string, string | number> = {};
  for (const [slot, value] of Object.entries(values)) {
    filledIn[slot] = typeof value === 'string' ? value.replaceAll('{', brace) : value;
  }
  const { count } = values;
  const text = translator.t(key, {
    lng: language,
    replace: filledIn,
    nest: false,
    ...(typeof count === 'number' ? { count } : {}),
  });
  return text.replaceAll(brace, '{').replace(gapInChinese, '').replaceAll(gap, ' ');
}

/** The namespace that i18next has where none is named. */
const namespace = 'translation';

function createTranslator(): i18n {
  const translator = createInstance();
  void translator.init({
    lng: languages[0],
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    resources: {},
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
    missingInterpolationHandler: (text: string, [, slot]: RegExpExecArray) => {
      throw new TypeError(`no value for {${slot}} of the message "${text}"`);
    },
    parseMissingKeyHandler: (key: string) => {
      throw new TypeError(`no message "${key}"`);
    },
  });
  return translator;
}

/** Messages as the translator takes them. */
function preparedTexts(messages: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).map(([key, text]) => [
      key,
      text.replace(plainBrace, brace).replace(spaceAtValue, gap),
    ]),
  );
}
