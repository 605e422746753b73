import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { systemClock } from '../../system/clock.ts'
import { outliveReader } from '../outliveReader.ts'
import { stopSignal } from '../stopSignal.ts'
import { openBrowser } from './openBrowser.ts'
import { readOptions, USAGE, UsageError } from './options.ts'
import type { WebOptions } from './options.ts'
import { serve } from './serve.ts'

for (const stream of [process.stdout, process.stderr]) outliveReader(stream)

process.exitCode = await run(process.argv.slice(2))

/** Runs until it is asked to stop. Returns the exit status: 0 stopped, 1 could not start, 2 wrong usage. */
async function run(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args)
    if (options === null) process.stdout.write(USAGE)
    else await serveUntilStopped(options)
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n`)
      return 2
    }
    if (!(error instanceof WorkbenchError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

async function serveUntilStopped(options: WebOptions): Promise<void> {
  const serving = await serve(options)
  const stopped = stopRequest(options)
  if (options.host !== '127.0.0.1' && options.host !== '::1' && options.host !== 'localhost')
    process.stderr.write('Other machines can reach this program, and what is sent is not encrypted.\n')
  process.stdout.write(`VSGN Workbench is at ${serving.address}\n`)
  process.stdout.write(`The address works once; the next one is written to ${serving.addressFile}\n`)
  if (options.open) openBrowser(serving.address)
  await stopped
  await serving.close()
}

/** Resolves on Ctrl+C, on a polite kill and, if asked for, when standard input ends. */
function stopRequest({ exitWithStdin }: WebOptions): Promise<void> {
  return new Promise((resolve) => {
    stopSignal(process, systemClock).addEventListener('abort', () => resolve())
    if (!exitWithStdin) return
    process.stdin.once('end', () => resolve())
    process.stdin.once('error', () => resolve())
    process.stdin.resume()
  })
}
