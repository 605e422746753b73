import type { Command } from './command.ts'
import { errorsCommand } from './commands/errors.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { modelCommand } from './commands/model.ts'
import { newCommand } from './commands/new.ts'
import { precisionCommand } from './commands/precision.ts'
import { predictCommand } from './commands/predict.ts'
import { serveCommand } from './commands/serve.ts'
import { snapshotsCommand } from './commands/snapshots.ts'
import { trainCommand } from './commands/train.ts'

/** Every command, in the order of the work. */
export const commands: readonly Command[] = [
  newCommand,
  importCommand,
  predictCommand,
  exportCommand,
  trainCommand,
  evaluateCommand,
  precisionCommand,
  modelCommand,
  errorsCommand,
  snapshotsCommand,
  serveCommand,
]
