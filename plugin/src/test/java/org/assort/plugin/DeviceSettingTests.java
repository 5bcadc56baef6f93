/* SPDX-License-Identifier: Apache-2.0 */
package org.assort.plugin;

import org.assort.model.DeviceChoice;
import org.opensearch.common.settings.Settings;
import org.opensearch.test.OpenSearchTestCase;

public class DeviceSettingTests extends OpenSearchTestCase {

    private static DeviceChoice device(String value) {
        return AssortSettings.DEVICE.get(
                Settings.builder().put("assort.device", value).build());
    }

    public void testWhatIsNoDeviceIsRefusedWithWhatIs() {
        assertEquals(DeviceChoice.AUTO, AssortSettings.DEVICE.get(Settings.EMPTY));
        assertEquals(DeviceChoice.of("assort.device", "cuda:1"), device("cuda:1"));
        IllegalArgumentException refused = expectThrows(IllegalArgumentException.class, () -> device("gpu"));
        assertEquals(
                "[assort.device] must be [auto], [cpu] or [cuda:N] with N the number of a device, 0 to 999, got [gpu]",
                refused.getMessage());
    }
}
