import { randomUUID } from 'node:crypto'
import { homedir } from 'node:os'
import { nodeProcesses } from '../../jobs/childProcess.ts'
import { systemClock } from '../../system/clock.ts'
import { dataPaths, defaultDataFolder } from '../../system/dataPaths.ts'
import { fileReason } from '../../system/fileReason.ts'
import { createLogger, silentLogger } from '../../system/logger.ts'
import type { Logger } from '../../system/logger.ts'
import { programVersion } from '../../system/resources.ts'
import { outliveReader } from '../outliveReader.ts'
import { cliCore } from './cliCore.ts'
import { commands } from './commands.ts'
import { runCli } from './runCli.ts'

/** Runs what this process was started with, and sets its exit status. */
export async function runCommandLine(signal: AbortSignal): Promise<void> {
  const version = programVersion()
  const dataDir = defaultDataFolder({ platform: process.platform, home: homedir(), env: process.env })
  const logger = openLog(dataDir)

  const processes = nodeProcesses({
    onOutput: (text) => {
      logger.info('a child says', { text })
    },
  })

  outliveReader(process.stderr)
  outliveReader(process.stdout, (code) => {
    process.stderr.write(`The output could not be written: ${fileReason(code).join('. ')}.\n`)
    process.exitCode = 1
  })

  const status = await runCli(process.argv.slice(2), {
    commands,
    version,
    stdout: process.stdout,
    stderr: process.stderr,
    clock: systemClock,
    signal,
    processes,
    withCore: cliCore({ version, dataDir, logger, processes }),
    report: (error, doing) => {
      const entry = randomUUID().slice(0, 8)
      logger.error('unexpected', { entry, doing, error: error instanceof Error ? error : String(error) })
      return entry
    },
  })
  process.exitCode ??= status
}

/** A home folder that cannot be written to must not keep a script from working. */
function openLog(dataDir: string): Logger {
  try {
    return createLogger(dataPaths(dataDir).log)
  } catch {
    return silentLogger
  }
}
