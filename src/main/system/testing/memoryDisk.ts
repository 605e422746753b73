import { spawnSync } from 'node:child_process'

/** A disk in memory of `mib`, mounted at `path`; false: this system does not let us. Ends with `unmount`. */
export function mount(path: string, mib: number): boolean {
  return mounted(path, `size=${mib}m`)
}

/** Changes a mounted disk: its size in MiB, or that nothing can be written to it. */
export function remount(path: string, to: number | 'read-only'): boolean {
  return mounted(path, `remount,${to === 'read-only' ? 'ro' : `size=${to}m`}`)
}

export function unmount(path: string): void {
  spawnSync('umount', ['-l', path])
}

function mounted(path: string, options: string): boolean {
  if (process.platform !== 'linux') return false
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0
}
