import { jobKinds } from '../../kinds'
import { serveThread } from './serve-thread'

serveThread(jobKinds)
