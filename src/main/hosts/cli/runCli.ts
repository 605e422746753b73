import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { Processes } from '../../jobs/childProcess.ts'
import type { Clock } from '../../system/clock.ts'
import { parseArguments } from './arguments.ts'
import type { Command, CommandContext, Outcome } from './command.ts'
import { commandHelp, programHelp, usageLine } from './help.ts'
import { createProgressLine } from './progressLine.ts'
import type { ProgressOutput, ShowProgress } from './progressLine.ts'
import { refusedLines, refusedPosts } from './refusedPosts.ts'
import type { RefusedPost } from './refusedPosts.ts'
import { UsageError } from './usageError.ts'

/** What the command line needs of its surroundings. */
export interface CliParts {
  readonly commands: readonly Command[]
  readonly version: string
  readonly stdout: { write(text: string): unknown }
  readonly stderr: ProgressOutput
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly processes: Processes
  readonly withCore: (
    progress: CommandContext['showProgress'],
    signal: AbortSignal,
  ) => CommandContext['withCore']
  /** Logs an unexpected failure and returns the id of the entry. */
  readonly report: (error: unknown, doing: string) => string
}

const EXIT = { done: 0, refused: 1, usage: 2, cancelled: 130 } as const

/** Why a command ended without an outcome. `help` goes to people only. */
interface Failure {
  readonly code: number
  readonly kind: string
  readonly message: string
  /** The posts a refusal is about. */
  readonly refused?: readonly RefusedPost[]
  readonly help?: readonly string[]
}

/** Runs one command and returns the exit status. Nothing it writes is ever a stack trace. */
export async function runCli(argv: readonly string[], parts: CliParts): Promise<number> {
  const { stdout, stderr } = parts
  const [name, ...rest] = argv
  const json = argv.includes('--json')
  const progress = createProgressLine(stderr, parts.clock)
  const command = parts.commands.find((candidate) => candidate.name === name)
  const general = command === undefined ? generalAnswer(name, parts) : null
  if (general !== null) {
    printOutcome(general, json, stdout)
    return EXIT.done
  }
  try {
    if (command === undefined) throw new UsageError(unknownCommand(name, parts.commands))
    return await runCommand(command, rest, { ...parts, json, progress })
  } catch (error) {
    const { code, kind, message, refused = [], help = [] } = failureOf(error, command, parts)
    progress.clear()
    const failure = { kind, message, ...(refused.length === 0 ? {} : { refused }) }
    if (json) stdout.write(`${JSON.stringify({ error: failure })}\n`)
    for (const line of [message, ...refusedLines(refused), ...help]) stderr.write(`${line}\n`)
    return code
  }
}

async function runCommand(
  command: Command,
  argv: readonly string[],
  parts: CliParts & { readonly json: boolean; readonly progress: ShowProgress },
): Promise<number> {
  const { stdout, stderr, progress, signal } = parts
  const args = parseArguments(argv, command.options)
  if (args.has('help')) {
    printOutcome(helpOutcome(commandHelp(command)), parts.json, stdout)
    return EXIT.done
  }
  const print = (outcome: Outcome): void => {
    progress.clear()
    printOutcome(outcome, parts.json, stdout)
  }
  signal.throwIfAborted()
  const outcome = await command.run(args, {
    signal,
    showProgress: progress,
    processes: parts.processes,
    print,
    say: (line) => {
      progress.clear()
      stderr.write(`${line}\n`)
    },
    withCore: parts.withCore(progress, signal),
  })
  if (outcome !== null) print(outcome)
  return outcome?.refused === true ? EXIT.refused : EXIT.done
}

function failureOf(
  error: unknown,
  command: Command | undefined,
  { signal, report, commands }: CliParts,
): Failure {
  if (error instanceof UsageError) {
    const help =
      command === undefined
        ? [programHelp(commands)]
        : [`Usage: ${usageLine(command)}`, `vsgn ${command.name} --help tells more.`]
    return { code: EXIT.usage, kind: 'usage', message: error.message, help }
  }
  if (error instanceof WorkbenchError) {
    const { kind, message, details } = error
    const code = kind === 'cancelled' ? EXIT.cancelled : EXIT.refused
    return { code, kind, message, refused: refusedPosts(details) }
  }
  const doing = `vsgn ${command?.name ?? ''}`
  if (signal.aborted && error instanceof Error && error.name === 'AbortError') {
    return { code: EXIT.cancelled, kind: 'cancelled', message: `${doing} was stopped.` }
  }
  const message = `The program met an unexpected problem. It is in the log as entry ${report(error, doing)}.`
  return { code: EXIT.refused, kind: 'internal', message }
}

/** What is asked of the program and not of a command. */
function generalAnswer(name: string | undefined, { commands, version }: CliParts): Outcome | null {
  if (name === '--help' || name === '-h' || name === 'help') return helpOutcome(programHelp(commands))
  return name === '--version' ? { document: { version }, report: [version] } : null
}

function helpOutcome(help: string): Outcome {
  return { document: { help }, report: help.trimEnd().split('\n') }
}

function unknownCommand(name: string | undefined, commands: readonly Command[]): string {
  if (name === undefined) return 'A command is missing.'
  return `There is no command "${name}". Expected one of ${commands.map((known) => known.name).join(', ')}.`
}

function printOutcome({ document, report }: Outcome, json: boolean, stdout: CliParts['stdout']): void {
  stdout.write(json ? `${JSON.stringify(document)}\n` : report.map((line) => `${line}\n`).join(''))
}
