import { posix, win32 } from 'node:path'

/** Where the program keeps what belongs to the person and not to a project. */
export interface DataPaths {
  readonly folder: string
  readonly log: string
  /** Last projects, name of the annotator. */
  readonly settings: string
  /** Address that opens the running web host once; mode 0600. */
  readonly webAddress: string
}

export function dataPaths(folder: string): DataPaths {
  const system = folder.includes('\\') ? win32 : posix
  return {
    folder,
    log: system.join(folder, 'workbench.log'),
    settings: system.join(folder, 'settings.json'),
    webAddress: system.join(folder, 'web-address.json'),
  }
}

/** What decides the default folder, passed in so that every system can be tested on any other. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The folder each system sets aside for the data of programs; `VSGN_WORKBENCH_HOME` overrides it. */
export function defaultDataFolder({ platform, home, env }: Machine): string {
  const chosen = env.VSGN_WORKBENCH_HOME
  if (chosen !== undefined && chosen !== '') return chosen
  if (platform === 'win32')
    return win32.join(env.APPDATA ?? win32.join(home, 'AppData', 'Roaming'), 'VSGN Workbench')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'VSGN Workbench')
  // The XDG rules say that a relative value is to be ignored.
  const base =
    env.XDG_DATA_HOME?.startsWith('/') === true ? env.XDG_DATA_HOME : posix.join(home, '.local', 'share')
  return posix.join(base, 'vsgn-workbench')
}

/** The folder each system sets aside for what can be fetched again; `VSGN_WORKBENCH_CACHE` overrides it. */
export function defaultCacheFolder({ platform, home, env }: Machine): string {
  const chosen = env.VSGN_WORKBENCH_CACHE
  if (chosen !== undefined && chosen !== '') return chosen
  if (platform === 'win32')
    return win32.join(env.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local'), 'VSGN Workbench', 'Cache')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Caches', 'VSGN Workbench')
  const base = env.XDG_CACHE_HOME?.startsWith('/') === true ? env.XDG_CACHE_HOME : posix.join(home, '.cache')
  return posix.join(base, 'vsgn-workbench')
}
