import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import type { Json } from '../../shared/domain/json.ts'
import { atomicWriteFile } from '../system/atomicWrite.ts'

export interface RecentProject {
  readonly folder: string
  readonly name: string
  /** ISO 8601, UTC. */
  readonly openedAt: string
}

/** What belongs to the person and not to a project: one small JSON file. */
export interface Settings {
  author(): string
  setAuthor(author: string): Promise<void>
  /** Newest first. */
  recent(): readonly RecentProject[]
  remember(project: RecentProject): Promise<void>
}

const KEPT = 20

/** Reads the settings; a file that is missing or damaged counts as empty, and the next write replaces it. */
export async function openSettings(file: string): Promise<Settings> {
  let { author, recent } = await read(file)
  const save = (): Promise<void> => atomicWriteFile(file, `${JSON.stringify({ author, recent }, null, 2)}\n`)
  return {
    author: () => author,
    setAuthor: (name) => {
      author = name
      return save()
    },
    recent: () => recent,
    remember: (project) => {
      recent = [project, ...recent.filter(({ folder }) => folder !== project.folder)].slice(0, KEPT)
      return save()
    },
  }
}

async function read(file: string): Promise<{ author: string; recent: RecentProject[] }> {
  const empty = { author: systemUser(), recent: [] }
  let found: Json
  try {
    found = JSON.parse(await readFile(file, 'utf8')) as Json
  } catch {
    return empty
  }
  if (typeof found !== 'object' || found === null || !('author' in found)) return empty
  const { author, recent } = found
  return {
    author: typeof author === 'string' && author !== '' ? author : empty.author,
    recent: Array.isArray(recent) ? recent.filter(isRecent) : [],
  }
}

function isRecent(value: Json): value is Json & RecentProject {
  if (typeof value !== 'object' || value === null || !('folder' in value)) return false
  return [value.folder, value.name, value.openedAt].every((field) => typeof field === 'string')
}

/** The name the person has on this machine; a system without user names has none to offer. */
function systemUser(): string {
  try {
    return userInfo().username || 'annotator'
  } catch {
    return 'annotator'
  }
}
