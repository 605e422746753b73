import type { Immutable, Params, Result } from '../../shared/api/contract.ts'

/**
 * How the core reaches the files a person chose. Clients hold tokens only; a path never crosses the contract
 * (security statement 12). Each host has its own way to let someone choose.
 */
export interface HostFiles {
  /**
   * The host's own dialog; nothing chosen is an empty list. For `export` the token stands for the folder the person
   * chose and `name` is the name they typed; for every other purpose it stands for the file or folder itself.
   *
   * @throws WorkbenchError `refused` on a host without dialogs.
   */
  choose(request: Immutable<Params<'files.choose'>>): Promise<Immutable<Result<'files.choose'>>>
  /**
   * One folder of the host's data root; an empty string is the root.
   *
   * @throws WorkbenchError `refused` on a host that has dialogs, `not-found` outside the root.
   */
  browse(request: Immutable<Params<'files.browse'>>): Promise<Immutable<Result<'files.browse'>>>
  /**
   * The absolute path a token of this run stands for.
   *
   * @throws WorkbenchError `not-found` for any other text.
   */
  resolve(token: string): string
  /** The token that stands for a path the program itself knows: a recent project, the sample. */
  tokenFor(path: string): string
}
