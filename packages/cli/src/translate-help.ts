import type { Command, Option } from 'commander';
import { helpTextsZh } from './help-texts.ts';
import type { Language } from './texts.ts';

const titlesZh: Readonly<Record<string, string>> = {
  'Usage:': '用法:',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

const prefixes = Object.keys(helpTextsZh).filter((key) => key.endsWith('…'));

/** A text of the help in Chinese; undefined where there is none. */
export function helpTextZh(text: string): string | undefined {
  if (text === '') return '';
  const whole = helpTextsZh[text];
  if (whole !== undefined) return whole;
  const prefix = prefixes.find((key) => text.startsWith(key.slice(0, -1)));
  const rest = prefix && text.slice(prefix.length - 1).replace(/ \(default: (.*)\)$/, '（默认：$1）');
  return prefix && helpTextsZh[prefix].replace('…', () => rest ?? '');
}

/** Lets the help of the program, and of the commands that are added to it later, speak a language. */
export function translateHelp(program: Command, language: Language): void {
  if (language === 'en') return;
  const say = (text: string) => helpTextZh(text) ?? text;
  program.helpOption('-h, --help', 'display help for command');
  program.configureHelp({
    styleTitle: (title) => titlesZh[title] ?? title,
    commandDescription: (command) => say(command.description()),
    subcommandDescription: (command) => say(command.summary() || command.description()),
    optionDescription,
  });

  function optionDescription(option: Option): string {
    const { argChoices, defaultValue, defaultValueDescription, description } = option;
    const isShown = option.required || option.optional;
    const extra = [
      ...(argChoices ? [`可选：${argChoices.join('、')}`] : []),
      ...(defaultValue !== undefined && isShown && !defaultValueDescription
        ? [`默认：${String(defaultValue)}`]
        : []),
    ];
    return `${say(description)}${extra.length > 0 ? `（${extra.join('；')}）` : ''}`;
  }
}
