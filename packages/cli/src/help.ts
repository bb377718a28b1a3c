import { createMessages } from '@diku/engine/core';
import type { Command, Help, Option } from 'commander';
import { type HelpSlots, helpMessages } from './help.generated.ts';
import { helpLanguage } from './language.ts';

const language = helpLanguage(process.argv, process.env);
const sayHelp = createMessages<HelpSlots>(helpMessages);

type HelpKey = keyof HelpSlots;
type HelpValues<Key extends HelpKey> = [HelpSlots[Key]] extends [never]
  ? []
  : [Record<HelpSlots[Key], string | number>];

/** A text of the help in the language that the program was started in: `help('place.about')`. */
export function help<Key extends HelpKey>(key: Key, ...values: HelpValues<Key>): string {
  return sayHelp(language, key, ...values);
}

const titles: Readonly<Record<string, HelpKey>> = {
  'Usage:': 'help.usage',
  'Arguments:': 'help.arguments',
  'Options:': 'help.options',
  'Commands:': 'help.commands',
};

/** Lets the help of the program, and of the commands that are added to it later, speak that language. */
export function speakHelp(program: Command): void {
  program.helpOption('-h, --help', help('help.help'));
  const configuration: Partial<Help> = {
    styleTitle: (title) => (Object.hasOwn(titles, title) ? help(titles[title] as 'help.usage') : title),
    subcommandDescription: (command) =>
      command.name() === 'help' ? help('help.help') : command.summary() || command.description(),
    optionDescription: describeOption,
  };
  program.configureHelp(configuration);
}

/** Description of an option with its choices and default. */
function describeOption(option: Option): string {
  const { argChoices, defaultValue, defaultValueDescription, description } = option;
  const isFlag = !option.required && !option.optional;
  const isStated = isFlag ? option.isBoolean() && typeof defaultValue === 'boolean' : true;
  const isShown = isStated && defaultValueDescription !== '';
  const facts = [
    ...(argChoices
      ? [
          help('help.choices', {
            list: listWords(argChoices.map((choice) => help('help.choice', { choice }))),
          }),
        ]
      : []),
    ...(defaultValue !== undefined && isShown ? [describeDefault(defaultValue)] : []),
  ];
  if (facts.length === 0) return description;
  return help('help.described', {
    text: description,
    facts: facts.reduce((first, second) => help('help.facts', { first, second })),
  });
}

function describeDefault(value: unknown): string {
  const text = typeof value === 'string' ? help('help.choice', { choice: value }) : String(value);
  return help('help.default', { value: text });
}

/** Words as the language sets them apart. */
export function listWords(words: readonly string[]): string {
  return words.reduce((list, word) => help('help.next', { list, word }));
}
