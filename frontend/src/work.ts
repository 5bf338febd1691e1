import "./theme/work.css";
import "./theme/start.css";

import { tickOnMap } from "./ticks";

const form = document.querySelector<HTMLFormElement>("[data-vinken]");
if (form) tickOnMap(form);
