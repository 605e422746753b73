import type { Client } from '../../../shared/api/client.ts'
import type { Job } from '../../../shared/domain/job.ts'
import type { Json } from '../../../shared/domain/json.ts'
import type { Processes } from '../../jobs/childProcess.ts'
import type { Arguments, OptionSpecs } from './arguments.ts'
import type { ShowProgress } from './progressLine.ts'

/** What a command found: one JSON document for programs, a few lines for people. */
export interface Outcome {
  readonly document: Json
  readonly report: readonly string[]
  /** True: refused or failed, although there is a document (exit status 1). */
  readonly refused?: boolean
}

/** The core as a command sees it: through the contract, like every other client. */
export interface CoreConnection {
  readonly client: Client
  /** Stands for a path in the contract. */
  readonly token: (path: string) => string
  /** Starts a job by `start`, shows its progress and waits for its end; Ctrl+C cancels it. */
  readonly finish: (start: () => Promise<Job>) => Promise<Job>
}

export interface CommandContext {
  /** Aborts on Ctrl+C. */
  readonly signal: AbortSignal
  readonly showProgress: ShowProgress
  /** Prints an outcome now, for a command that goes on after it. */
  readonly print: (outcome: Outcome) => void
  /** A line for people on stderr. */
  readonly say: (line: string) => void
  /** Starts children whose own words go to the log. */
  readonly processes: Processes
  /** Opens the core for the length of `work`. */
  readonly withCore: <T>(work: (core: CoreConnection) => Promise<T>) => Promise<T>
}

export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Positional arguments as in the usage: `PROJECT FILE…`. */
  readonly positionals: string
  readonly options: OptionSpecs
  readonly example: string
  /** Null: what there is to say was printed already. */
  run(args: Arguments, context: CommandContext): Promise<Outcome | null>
}
