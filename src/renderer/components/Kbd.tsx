import type { ReactElement } from 'react'
import { keyNames } from './keyNames.ts'
import styles from './Kbd.module.css'

/** The fonts that come with the program have arrows up and down alone; others would be whatever the system has. */
function Name({ name }: { readonly name: string }): ReactElement {
  if (name !== '←' && name !== '→') return <>{name}</>
  return <span className={name === '←' ? styles.left : styles.right}>↑</span>
}

/**
 * One key binding as keys are printed on a keyboard; nothing where there is none. Decoration: the command's name says
 * the same in words.
 */
export function Kbd({ keys }: { readonly keys: string | undefined }): ReactElement | null {
  return keys === undefined ? null : (
    <span className={styles.keys} aria-hidden="true">
      {keyNames(keys).map((name) => (
        <kbd key={name} className={styles.key}>
          <Name name={name} />
        </kbd>
      ))}
    </span>
  )
}
