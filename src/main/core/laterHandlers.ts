import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Handlers } from '../../shared/api/contract.ts'

/** Methods whose stage is not part of the program yet: each says so. */
export function laterHandlers() {
  const refuse = (): never => {
    throw new WorkbenchError('refused', 'This copy of the program cannot do this yet.')
  }
  return {
    'export.plan': refuse,
    'export.start': refuse,
  } satisfies Partial<Handlers>
}
