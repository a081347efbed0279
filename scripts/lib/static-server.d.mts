export interface StaticServer {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}
/** Serves `folder` on 127.0.0.1; port 0 takes any free one. */
export declare function serveFolder(folder: string, options?: { readonly port?: number }): Promise<StaticServer>
