import type { ReactElement, ReactNode } from 'react'
import { Button } from './Button.tsx'
import { ErrorNotice } from './ErrorNotice.tsx'
import { Page } from './Page.tsx'
import { Waiting } from './Waiting.tsx'

interface AskedPageProps {
  /** Of the page. */
  readonly title: string
  /** Of the page, where it does not wait for the answer. */
  readonly summary?: ReactNode
  /** What the core was asked for. */
  readonly asked: { readonly error: Error | null; readonly refetch: () => unknown }
  /** While it has not answered: "Reading the models". */
  readonly waiting: string
  /** When it refused: "The models could not be listed". */
  readonly failure: string
}

/** A page before its contents: the title stands where it will stand, with a bar or the reason why nothing comes. */
export function AskedPage({ title, summary, asked, waiting, failure }: AskedPageProps): ReactElement {
  return (
    <Page title={title} summary={summary} width="wide">
      {asked.error === null ? (
        <Waiting label={waiting} />
      ) : (
        <ErrorNotice
          title={failure}
          error={asked.error}
          action={<Button onClick={() => asked.refetch()}>Try again</Button>}
        />
      )}
    </Page>
  )
}
