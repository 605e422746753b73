import { join } from 'node:path'
import { createClient } from '../../../shared/api/client.ts'
import type { Client } from '../../../shared/api/client.ts'
import { memoryTransport } from '../../../shared/api/memoryTransport.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { createCore } from '../../core.ts'
import type { Core, CoreOptions } from '../coreOptions.ts'
import { nodeProcesses } from '../../jobs/childProcess.ts'
import { systemClock } from '../../system/clock.ts'
import { silentLogger } from '../../system/logger.ts'
import { createFileTokens } from '../fileTokens.ts'
import type { FileTokens } from '../fileTokens.ts'

/** The program without a window, with one client. */
export interface OpenCore {
  readonly core: Core
  readonly client: Client
  readonly tokens: FileTokens
  /** Starts a job and waits for its end. */
  readonly ended: (start: () => Promise<Job>) => Promise<Job>
}

/** `home`: where its settings go. */
export async function openCore(home: string, host: CoreOptions['host'] = 'memory'): Promise<OpenCore> {
  const tokens = createFileTokens()
  const core = await createCore({
    host,
    version: '0.0.0',
    dataDir: join(home, 'data'),
    clock: systemClock,
    processes: nodeProcesses(),
    files: {
      style: 'dialog',
      choose: () => ({ files: [] }),
      browse: () => Promise.reject(new Error('none')),
    },
    tokens,
    logger: silentLogger,
    sampleProject: null,
  })
  const [clientEnd, coreEnd] = memoryTransport()
  core.dispatcher.attach(coreEnd, 'test')
  const client = createClient(clientEnd)
  return {
    core,
    client,
    tokens,
    ended: async (start) => {
      const states = new Map<string, Job>()
      let look: () => void = () => undefined
      const off = client.on('jobs.progress', (job) => {
        states.set(job.id, job)
        look()
      })
      const { id } = await start()
      const ended = await new Promise<Job>((resolve) => {
        look = () => {
          const job = states.get(id)
          if (job !== undefined && job.state !== 'queued' && job.state !== 'running') resolve(job)
        }
        look()
      })
      off()
      return ended
    },
  }
}
