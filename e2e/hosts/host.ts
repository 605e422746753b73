import type { Browser, Page } from '@playwright/test'
import type { Client } from '../../src/shared/api/client.ts'
import type { Params } from '../../src/shared/api/contract.ts'
import type { Peer } from './shim/peer.ts'

export type HostName = 'web' | 'electron-shim' | 'electron'

export interface HostStart {
  /** Settings, log, recent projects of this test. */
  readonly dataDir: string
  /** Where the files of this test lie; the web host lets one choose from here. */
  readonly files: string
  readonly openBrowser: () => Promise<Browser>
  /** Grows by a line for whatever must not happen on a page: errors, policy violations, foreign requests. */
  readonly problems: string[]
}

/** A running program with its page, the same for every kind of host. */
export interface Host {
  /** The page of the workbench; another one after `restart` where the page lives inside the program. */
  page(): Page
  /** One more client of the same program, beside the page. */
  connect(): Promise<Client>
  /** The token for a path, got the way a person of this host would: from a dialog or from the list of files. */
  pick(client: Client, path: string, purpose: Params<'files.choose'>['purpose']): Promise<string>
  /** The main process behind the stand-in for Electron; only there. */
  readonly program?: () => Peer
  /**
   * What the person chooses in the dialog of the system that `open` brings up; fails where none comes up, so that
   * the answer is not left for the next dialog. Where there are no dialogs it only calls `open`.
   */
  answerDialog(path: string, open: () => Promise<void>): Promise<void>
  /** Ends the process that owns the project, without warning. */
  crash(): Promise<void>
  /** Starts the program again after a crash, as the person would; a page that is left finds it. */
  restart(project?: string): Promise<void>
  /** Asks the program to end and fails when it does not. */
  stop(): Promise<void>
}
