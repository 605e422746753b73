import { cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sampleProject } from '../system/resources.ts'

/**
 * The person's own copy of the sample project, made on first use: what is corrected in it outlives the program's files.
 * Null: this program has no sample.
 */
export function ownSample(dataFolder: string, shipped: string | null = sampleProject()): string | null {
  if (shipped === null) return null
  const own = join(dataFolder, 'Sample.vsgn')
  if (existsSync(own)) return own
  const copying = `${own}.${process.pid}.new`
  rmSync(copying, { recursive: true, force: true })
  cpSync(shipped, copying, { recursive: true })
  renameSync(copying, own)
  return own
}
