import { resolve } from 'node:path'
import type { Result } from '../../../shared/api/contract.ts'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import type { Arguments } from './arguments.ts'
import type { CoreConnection } from './command.ts'
import { UsageError } from './usageError.ts'

export type OpenedProject = NonNullable<Result<'projects.current'>>

/** Exactly these positional arguments, by name. @throws UsageError */
export function namedPositionals<N extends string>(args: Arguments, names: readonly N[]): Record<N, string> {
  const { positionals } = args
  const [tooMany] = positionals.slice(names.length)
  if (tooMany !== undefined) throw new UsageError(`"${tooMany}" is one argument too many.`)
  const missing = names[positionals.length]
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`)
  return Object.fromEntries(names.map((name, index) => [name, positionals[index]])) as Record<N, string>
}

export function openProject({ client, token }: CoreConnection, path: string): Promise<OpenedProject> {
  return client.call('projects.open', { token: token(resolve(path)) })
}

/** @throws WorkbenchError `refused` when another program is writing to the project, or its folder cannot be written to. */
export async function openForWriting(core: CoreConnection, path: string): Promise<OpenedProject> {
  const project = await openProject(core, path)
  if (!project.readOnly) return project
  throw new WorkbenchError(
    'refused',
    `${path} is open in another window or program, or its folder cannot be written to, so it cannot be changed from here. Close it there, or copy it to a folder of yours, and run this again.`,
  )
}
