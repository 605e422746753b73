import { COMMON_OPTIONS } from './arguments.ts'
import type { Command } from './command.ts'

export function usageLine({ name, positionals, options }: Command): string {
  return ['vsgn', name, positionals, Object.keys(options).length > 0 ? '[options]' : '']
    .filter((part) => part !== '')
    .join(' ')
}

export function commandHelp(command: Command): string {
  const options = Object.entries({ ...command.options, ...COMMON_OPTIONS }).map(
    ([name, { value, help, many }]): [string, string] => [
      `--${name}${value === undefined ? '' : ` ${value}${many === true ? '…' : ''}`}`,
      help,
    ],
  )
  return [
    `Usage: ${usageLine(command)}`,
    '',
    capitalised(command.summary),
    '',
    'Options:',
    ...columns(options),
    '',
    'Example:',
    `  ${command.example}`,
    '',
  ].join('\n')
}

export function programHelp(commands: readonly Command[]): string {
  return [
    'Usage: vsgn COMMAND …',
    '',
    'Annotates posts with pictures: named entities, marked by a model, corrected by people.',
    '',
    'Commands:',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'vsgn COMMAND --help tells more about one of them.',
    '',
    'Example:',
    '  vsgn new news.vsgn',
    '',
  ].join('\n')
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)))
  return rows.map(([left, right]) =>
    left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`,
  )
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
