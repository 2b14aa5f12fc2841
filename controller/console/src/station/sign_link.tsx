// A link to the signing page, and the same as a code for the phone that holds the key.
import { App, Button, QRCode } from 'antd'
import { useWords } from '../words/station'
import { sign_address, type SignTask } from './sign'

const kCodePixels = 208

export function SignLink({ task, about, label }: { task: SignTask; about: string; label: string }) {
  const { editor } = useWords()
  const { message } = App.useApp()
  const address = sign_address(task, about)
  const copy = () => void navigator.clipboard?.writeText(address).then(() => message.success(editor.copied))
  return (
    <div className="sign-link">
      <Button type="primary" href={address} target="_blank" rel="noreferrer">{label}</Button>
      <p className="soft">{editor.sign_say}</p>
      <div className="sign-code"><QRCode value={address} size={kCodePixels} color="#000000" bgColor="#ffffff" bordered={false} type="svg" /></div>
      <Button onClick={copy}>{editor.copy_link}</Button>
    </div>
  )
}
