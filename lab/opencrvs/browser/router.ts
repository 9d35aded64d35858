type Render = () => Promise<void>;

let render: Render = async () => {};
let leave: Render = async () => {};

/** Sets what shows the page of the present address. */
export function startRouter(renderPage: Render): Promise<void> {
  render = renderPage;
  window.addEventListener('popstate', () => void change());
  return render();
}

/** What the present page does before another one takes its place. */
export function onLeave(work: Render): void {
  leave = work;
}

export function goTo(path: string): void {
  history.pushState(null, '', path);
  void change();
}

/** Shows the present page anew, without leaving it. */
export function refresh(): void {
  leave = async () => {};
  void render();
}

async function change(): Promise<void> {
  const before = leave;
  leave = async () => {};
  await before();
  await render();
}
