import { createClient } from '../../../shared/api/client.ts'
import type { Client } from '../../../shared/api/client.ts'
import { memoryTransport } from '../../../shared/api/memoryTransport.ts'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { WorkbenchErrorKind } from '../../../shared/api/workbenchError.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { createCore } from '../../core.ts'
import type { FileAccess } from '../../core/coreOptions.ts'
import { createFileTokens } from '../../core/fileTokens.ts'
import type { Processes } from '../../jobs/childProcess.ts'
import { systemClock } from '../../system/clock.ts'
import type { Logger } from '../../system/logger.ts'
import type { CommandContext, CoreConnection } from './command.ts'
import type { ShowProgress } from './progressLine.ts'

export interface CliCoreOptions {
  readonly version: string
  readonly dataDir: string
  readonly logger: Logger
  readonly processes: Processes
}

/** A script names its files; there is nothing to choose from. */
const noDialogs: FileAccess = {
  style: 'dialog',
  choose: refuseDialog,
  browse: refuseDialog,
}

function refuseDialog(): never {
  throw new WorkbenchError('refused', 'The command line opens no dialogs. Name the file.')
}

/** The core of one command: made when it is needed, gone when its work is done. */
export function cliCore(options: CliCoreOptions) {
  return (progress: ShowProgress, signal: AbortSignal): CommandContext['withCore'] =>
    async (work) => {
      const tokens = createFileTokens()
      const core = await createCore({
        ...options,
        host: 'cli',
        clock: systemClock,
        files: noDialogs,
        tokens,
        sampleProject: null,
      })
      const [clientEnd, coreEnd] = memoryTransport()
      core.dispatcher.attach(coreEnd, 'cli')
      const client = createClient(clientEnd)
      const connection: CoreConnection = {
        client,
        token: (path) => tokens.grant(path),
        finish: (start) => finishJob(client, start, progress, signal),
      }
      try {
        return await work(connection)
      } finally {
        client.close()
        await core.close()
      }
    }
}

async function finishJob(
  client: Client,
  start: () => Promise<Job>,
  progress: ShowProgress,
  signal: AbortSignal,
): Promise<Job> {
  const seen = new Map<string, Job>()
  let look: () => void = () => undefined
  const off = client.on('jobs.progress', (job) => {
    seen.set(job.id, job)
    look()
  })
  try {
    const { id } = await start()
    const cancel = (): void => void client.call('jobs.cancel', { id }).catch(() => undefined)
    if (signal.aborted) cancel()
    else signal.addEventListener('abort', cancel, { once: true })
    const ended = await new Promise<Job>((resolve) => {
      look = () => {
        const job = seen.get(id)
        if (job === undefined) return
        if (job.state === 'running') progress.show(job)
        else if (job.state !== 'queued') resolve(job)
      }
      look()
    })
    if (ended.state === 'done') return ended
    const { kind, message, details } = ended.error ?? {
      kind: 'internal',
      message: `${ended.title} failed.`,
      details: null,
    }
    throw new WorkbenchError(kind as WorkbenchErrorKind, message, details)
  } finally {
    off()
  }
}
