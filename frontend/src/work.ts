import "./theme/work.css";
import "./theme/start.css";

import { refresh } from "./refresh";
import { tickOnMap } from "./ticks";

const form = document.querySelector<HTMLFormElement>("[data-vinken]");
if (form) tickOnMap(form);
const screen = document.querySelector<HTMLElement>("[data-ververs]");
if (screen) refresh(screen);
