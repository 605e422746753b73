import { methods } from '../contract.ts'
import type { Handlers } from '../contract.ts'
import { WorkbenchError } from '../workbenchError.ts'

/** Handlers for tests of the connection itself: the given ones, and a refusal by name for every other method. */
export function testHandlers(given: Partial<Handlers>): Handlers {
  const refusals = Object.keys(methods).map((method) => [
    method,
    () => {
      throw new WorkbenchError('refused', `${method} is not part of this test`)
    },
  ])
  return { ...(Object.fromEntries(refusals) as Handlers), ...given }
}
