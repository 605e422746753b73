import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { Clock } from '../../system/clock.ts'
import { parseArguments } from './arguments.ts'
import type { Command, CommandContext, Outcome } from './command.ts'
import { commandHelp, programHelp, usageLine } from './help.ts'
import { createProgressLine } from './progressLine.ts'
import type { ProgressOutput } from './progressLine.ts'
import { UsageError } from './usageError.ts'

/** What the command line needs of its surroundings. */
export interface CliParts {
  readonly commands: readonly Command[]
  readonly version: string
  readonly stdout: { write(text: string): unknown }
  readonly stderr: ProgressOutput
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly withCore: (
    progress: CommandContext['showProgress'],
    signal: AbortSignal,
  ) => CommandContext['withCore']
  /** Logs an unexpected failure and returns the id of the entry. */
  readonly report: (error: unknown, doing: string) => string
}

const EXIT = { done: 0, refused: 1, usage: 2, cancelled: 130 } as const

/** Runs one command and returns the exit status. Nothing it writes is ever a stack trace. */
export async function runCli(argv: readonly string[], parts: CliParts): Promise<number> {
  const { stdout, stderr } = parts
  const [name, ...rest] = argv
  const json = argv.includes('--json')
  const command = parts.commands.find((candidate) => candidate.name === name)
  const progress = createProgressLine(stderr, parts.clock)

  const fail = (code: number, kind: string, message: string, more: readonly string[] = []): number => {
    progress.clear()
    if (json) stdout.write(`${JSON.stringify({ error: { kind, message } })}\n`)
    for (const line of [message, ...more]) stderr.write(`${line}\n`)
    return code
  }

  if (command === undefined) {
    const general = generalAnswer(name, parts)
    if (general !== null) stdout.write(general)
    else if (name === undefined) stderr.write(programHelp(parts.commands))
    else return fail(EXIT.usage, 'usage', unknownCommand(name, parts.commands))
    return general === null ? EXIT.usage : EXIT.done
  }

  try {
    const args = parseArguments(rest, command.options)
    if (args.has('help')) {
      stdout.write(commandHelp(command))
      return EXIT.done
    }
    const print = (outcome: Outcome): void => {
      progress.clear()
      printOutcome(outcome, json, stdout)
    }
    const outcome = await command.run(args, {
      signal: parts.signal,
      showProgress: progress,
      print,
      say: (line) => {
        progress.clear()
        stderr.write(`${line}\n`)
      },
      withCore: parts.withCore(progress, parts.signal),
    })
    if (outcome !== null) print(outcome)
    return outcome?.refused === true ? EXIT.refused : EXIT.done
  } catch (error) {
    if (error instanceof UsageError) {
      return fail(EXIT.usage, 'usage', error.message, [
        `Usage: ${usageLine(command)}`,
        `vsgn ${command.name} --help tells more.`,
      ])
    }
    if (error instanceof WorkbenchError) {
      const code = error.kind === 'cancelled' ? EXIT.cancelled : EXIT.refused
      return fail(code, error.kind, error.message)
    }
    const entry = parts.report(error, `vsgn ${command.name}`)
    return fail(
      EXIT.refused,
      'internal',
      `The program met an unexpected problem. It is in the log as entry ${entry}.`,
    )
  }
}

/** What is asked of the program and not of a command. */
function generalAnswer(name: string | undefined, { commands, version }: CliParts): string | null {
  if (name === '--help' || name === '-h' || name === 'help') return programHelp(commands)
  return name === '--version' ? `${version}\n` : null
}

function unknownCommand(name: string, commands: readonly Command[]): string {
  return `There is no command "${name}". Expected one of ${commands.map((known) => known.name).join(', ')}.`
}

function printOutcome({ document, report }: Outcome, json: boolean, stdout: CliParts['stdout']): void {
  stdout.write(json ? `${JSON.stringify(document)}\n` : report.map((line) => `${line}\n`).join(''))
}
