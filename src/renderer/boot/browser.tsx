import { createWebEngine } from '../../engine/links/web/create-web-engine'
import { createBrowserHost } from './browser-host'
import { start } from './start'

/** The composition root of the browser host: the engine runs in Web Workers. */
start(createBrowserHost(window), (onNotice) => createWebEngine({ onNotice }))
